using System.Runtime.InteropServices;

namespace Grid.Storage.Sealing;

/// <summary>
/// Files that only their owner may read (0600, in a folder of 0700), written whole or not at all. Rests on nothing else: tools that have no
/// store compile this one file.
/// </summary>
public static partial class SecretFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>The folder, for its owner only; an existing one is not changed.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerFolder);
    }

    /// <summary>Another process may create the file in the same moment: the first one wins, and its file is never overwritten.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void CreateIfMissing(string path, Func<byte[]> content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (File.Exists(path))
            return;
        var temporary = WriteTemporary(path, content());
        try
        {
            // Moving without overwriting would look first and rename then: between the two another file can come and be lost.
            if (OperatingSystem.IsWindows())
                File.Move(temporary, path, overwrite: false);
            else if (Link(temporary, path) != 0 && !File.Exists(path))
                throw new IOException($"The file {path} cannot be made (error {Marshal.GetLastPInvokeError()}).");
        }
        catch (IOException) when (File.Exists(path))
        {
            // The other one won.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The file with other content; readers see the old one or the new one.</summary>
    public static void Replace(string path, byte[] content) => File.Move(WriteTemporary(path, content), path, overwrite: true);

    /// <summary>link(2): gives a file a second name, and fails if that name is taken; atomic, also against other processes.</summary>
    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string added);

    private static string WriteTemporary(string path, byte[] content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        using var stream = new FileStream(temporary, options);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
        return temporary;
    }
}
