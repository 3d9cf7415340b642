using System.Security.Cryptography;

namespace Grid.Admin.Tokens;

/// <summary>
/// The key that signs development tokens: 32 random bytes, as base64 text in a file that only its owner reads. The API of the same
/// <c>GRID_HOME</c> accepts what it signs, in development alone.
/// </summary>
internal static class DevelopmentKey
{
    private const int Length = 32;

    /// <summary>Reads the key, making it when there is none. Of several processes that make it at once one wins, and all get its key.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static byte[] ReadOrCreate(string path)
    {
        if (!File.Exists(path))
            Create(path);
        var key = new byte[Length];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var written) && written == Length
            ? key
            : throw new InvalidDataException($"{path} is no key: it must be {Length} bytes as base64. Delete it, and a new one is made.");
    }

    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options))
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
