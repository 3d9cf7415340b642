namespace Grid.Storage.Sealing;

/// <summary>
/// What protects the content of the key files where they are stored (密钥保护). They are read when a process starts; from then on the keys are
/// in its memory.
/// </summary>
internal interface IKeyVault : IDisposable
{
    /// <summary>The content as it is stored.</summary>
    /// <param name="file">The file's name: the content of one file is not accepted as that of another.</param>
    /// <exception cref="KeyFileException">What protects it cannot be used.</exception>
    byte[] Close(string file, byte[] content);

    /// <summary>The content of what <see cref="Close"/> made of it.</summary>
    /// <exception cref="KeyFileException">It was changed, it is of another file, or what protects it cannot be used.</exception>
    byte[] Open(string file, byte[] stored);
}

/// <summary>The vault of a folder: a token where <c>token.json</c> names one, else the permissions of the files.</summary>
internal static class KeyVault
{
    /// <exception cref="KeyFileException">The token cannot be used.</exception>
    public static IKeyVault Of(string folder) =>
        KeyToken.Find(folder) is { } token ? new TokenVault(token, mayCreateKey: false) : new PermissionVault();
}

/// <summary>The content as it is: the file's permissions, which are checked when it is read, are all its protection.</summary>
internal sealed class PermissionVault : IKeyVault
{
    public byte[] Close(string file, byte[] content) => content;

    public byte[] Open(string file, byte[] stored) =>
        SealedKeyFile.Find(stored) is null
            ? stored
            : throw new KeyFileException(
                $"密钥文件 {file} 由密码设备保护，但缺少 {KeyToken.File}。The key file {file} is sealed by a token, and there is no {KeyToken.File} beside it."
            );

    public void Dispose() { }
}
