namespace Grid.Storage.Sealing;

/// <summary>
/// The folder of key files: <c>keys.json</c> (the key ring, rotates) and <c>register-key.json</c> (never changes). In development they are
/// made on first run; in production they must be there. Losing them is losing every sealed value, so they are backed up apart from the
/// database. Their permissions protect them, or a token (<see cref="KeyToken"/>).
/// </summary>
/// <remarks>
/// keys.json:
/// <code>
/// { "format": 1,
///   "algorithm": "AES-256-GCM",                 // what new keys seal with; or SM4-GCM
///   "currentWrappingKey": "9f3c01aa",           // id of the key that wraps data keys now
///   "wrappingKeys": [ { "id": "9f3c01aa", "algorithm": "AES-256-GCM", "material": "base64, 32 bytes (SM4: 16)" } ],
///   "currentSystemKey": "07b2e4d1",
///   "systemKeys": [ { "id": "07b2e4d1", "algorithm": "AES-256-GCM", "material": "…" } ] }
/// </code>
/// register-key.json:
/// <code>{ "format": 1, "algorithm": "HMAC-SHA-256", "key": "base64, 32 bytes" }   // or HMAC-SM3</code>
/// </remarks>
public static class KeyFiles
{
    public const string RingFile = "keys.json";

    public const string RegisterKeyFile = "register-key.json";

    private static readonly string[] Files = [RingFile, RegisterKeyFile];

    /// <summary>The keys of a folder.</summary>
    /// <param name="folder">In development <c>$GRID_HOME/secrets/keys</c>.</param>
    /// <param name="mayCreate">
    /// True in development: what is missing is made, readable by the owner only; of several processes that do so at once one wins and all
    /// get its keys.
    /// </param>
    /// <param name="algorithm">What a ring made now seals with; an existing one says so itself.</param>
    /// <param name="hash">What a register key made now hashes with; an existing one says so itself.</param>
    /// <exception cref="KeyFileException">A file is missing, readable by everybody, or not what it should be.</exception>
    public static RegisterSecrets Open(
        string folder,
        bool mayCreate,
        SealAlgorithm algorithm = SealAlgorithm.Aes256Gcm,
        KeyedHash hash = KeyedHash.HmacSha256
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        using var vault = KeyVault.Of(folder);
        if (mayCreate)
        {
            SecretFile.CreateFolder(folder);
            Create(RingFile, () => KeyRingDocument.Write(KeyRing.Create(algorithm)));
            Create(RegisterKeyFile, () => RegisterKeyDocument.Write(RegisterKey.Create(hash)));
        }

        return new RegisterSecrets(
            Read(folder, RingFile, vault, KeyRingDocument.Read),
            Read(folder, RegisterKeyFile, vault, RegisterKeyDocument.Read)
        );

        void Create(string file, Func<byte[]> content) =>
            SecretFile.CreateIfMissing(Path.Combine(folder, file), () => vault.Close(file, content()));
    }

    /// <summary>
    /// Adds a new current key of each kind to the ring's file; the old ones stay. Processes that run go on with the old current keys until
    /// they are started again, and cannot open what newer ones seal: restart them all, then wrap the data keys again.
    /// </summary>
    /// <exception cref="KeyFileException">The file is missing or not what it should be.</exception>
    public static KeyRing Rotate(string folder, SealAlgorithm? algorithm = null) =>
        Change(folder, ring => ring.Rotate(algorithm ?? ring.Algorithm));

    /// <summary>
    /// Adds a new key of each kind without using it yet. Then all processes are restarted, one after the other: from then on each can open
    /// what <see cref="UseNewest"/> makes them seal.
    /// </summary>
    /// <exception cref="KeyFileException">The file is missing or not what it should be.</exception>
    public static KeyRing Add(string folder, SealAlgorithm? algorithm = null) =>
        Change(folder, ring => ring.Add(algorithm ?? ring.Algorithm));

    /// <summary>Makes the newest keys the current ones, for processes that are started from now on.</summary>
    /// <exception cref="KeyFileException">The file is missing or not what it should be.</exception>
    public static KeyRing UseNewest(string folder) => Change(folder, ring => ring.UseNewest());

    /// <summary>
    /// Seals the files of a folder with the token's key, which is made in the token where it is missing. Files that this token sealed with
    /// another key are sealed again; files that are made later are never in the clear. After an interruption the same call does the rest.
    /// </summary>
    /// <exception cref="KeyFileException">The token cannot be used, another one seals the folder, or a file is not what it should be.</exception>
    public static void Protect(string folder, KeyToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(token);
        if (KeyToken.Find(folder) is { } present && (present.Module, present.Token) != (token.Module, token.Token))
        {
            throw new KeyFileException(
                $"密钥已由另一密码设备 {present.Token} 保护。The token {present.Token} seals the keys already. Run keys unprotect into another folder, and protect that one."
            );
        }

        using var vault = new TokenVault(token, mayCreateKey: true);
        SecretFile.CreateFolder(folder);
        token.Write(folder);
        foreach (var file in Files.Where(file => File.Exists(Path.Combine(folder, file))))
        {
            var path = Path.Combine(folder, file);
            SecretFile.Replace(path, vault.Close(file, KeyFileReader.Read(path, stored => Content(file, stored))));
        }

        byte[] Content(string file, byte[] stored)
        {
            var content = SealedKeyFile.Find(stored) is null ? stored : vault.Open(file, stored);
            _ = file == RingFile ? (object)KeyRingDocument.Read(content) : RegisterKeyDocument.Read(content); // Nothing else is sealed.
            return content;
        }
    }

    /// <summary>Writes the files as they were before <see cref="Protect"/> into another folder: for a backup, or for another token.</summary>
    /// <exception cref="KeyFileException">The token cannot be used, or the other folder has such a file.</exception>
    public static void Unprotect(string folder, string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        if (Files.Select(file => Path.Combine(target, file)).FirstOrDefault(File.Exists) is { } taken)
            throw new KeyFileException($"密钥文件 {taken} 已存在。The key file {taken} exists; nothing was written.");
        using var vault = KeyVault.Of(folder);
        SecretFile.CreateFolder(target);
        foreach (var file in Files)
        {
            var content = Read(folder, file, vault, content => content);
            SecretFile.CreateIfMissing(Path.Combine(target, file), () => content);
        }
    }

    private static KeyRing Change(string folder, Func<KeyRing, KeyRing> change)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        using var vault = KeyVault.Of(folder);
        var changed = change(Read(folder, RingFile, vault, KeyRingDocument.Read));
        SecretFile.Replace(Path.Combine(folder, RingFile), vault.Close(RingFile, KeyRingDocument.Write(changed)));
        return changed;
    }

    private static T Read<T>(string folder, string file, IKeyVault vault, Func<byte[], T> parse) =>
        KeyFileReader.Read(Path.Combine(folder, file), stored => parse(vault.Open(file, stored)));
}

/// <summary>A key file is missing, open to others, or not readable; the message names the file and never its content.</summary>
public class KeyFileException : Exception
{
    public KeyFileException(string message)
        : base(message) { }

    public KeyFileException(string message, Exception? inner)
        : base(message, inner) { }
}

/// <summary>The token that seals the key files does not answer as it should; it may do so later.</summary>
public sealed class KeyTokenUnavailableException(string message, Exception inner) : KeyFileException(message, inner);
