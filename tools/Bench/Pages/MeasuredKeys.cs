using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grid.Storage.Sealing;

namespace Grid.Bench.Pages;

/// <summary>
/// The keys of measured registers: always the same, so that a register that was kept can be opened again. All persons in them are made up.
/// </summary>
internal static class MeasuredKeys
{
    public static RegisterSecrets Secrets { get; } =
        new(new KeyRing(SealAlgorithm.Aes256Gcm, [Key(1)], 1, [Key(2)], 2), new RegisterKey(KeyedHash.HmacSha256, Material(3)));

    /// <summary>Writes them where a host looks for its keys.</summary>
    public static void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, KeyFiles.RingFile), KeyRingDocument.Write(Secrets.Ring));
        Write(Path.Combine(folder, KeyFiles.RegisterKeyFile), RegisterKeyDocument.Write(Secrets.RegisterKey));
    }

    private static void Write(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(content);
    }

    private static DataKey Key(uint id) => new(id, SealAlgorithm.Aes256Gcm, Material(id));

    private static byte[] Material(uint id) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"a measured register {id}")));
}
