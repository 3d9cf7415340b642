using System.Text.Json;

namespace Grid.Storage.Sealing;

/// <summary>Reads key files; errors are reported without quoting it.</summary>
internal static class KeyFileReader
{
    // A group may read: that is how orchestrators hand a secret to a process that is not root.
    private const UnixFileMode TooOpen =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    public static T Read<T>(string path, Func<byte[], T> parse)
    {
        if (!File.Exists(path))
        {
            throw new KeyFileException(
                $"缺少密钥文件 {path}。The key file {path} is missing: restore it from its backup, or, for a new register, create it."
            );
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & TooOpen) != UnixFileMode.None)
            throw new KeyFileException($"密钥文件权限过宽 {path}。The key file {path} is open to others. Run: chmod 600 {path}");
        try
        {
            return parse(File.ReadAllBytes(path));
        }
        catch (Exception e)
            when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
#pragma warning disable MA0054 // The cause may quote the file: it is not passed on.
            throw new KeyFileException($"密钥文件无法识别 {path}。The key file {path} is not readable as one.");
#pragma warning restore MA0054
        }
    }
}
