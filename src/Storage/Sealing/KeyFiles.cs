namespace Grid.Storage.Sealing;

/// <summary>
/// The folder of key files: <c>keys.json</c> (the key ring, rotates) and <c>register-key.json</c> (never changes). In development they are
/// made on first run; in production they must be there. Losing them is losing every sealed value, so they are backed up apart from the
/// database.
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
        var ring = Path.Combine(folder, RingFile);
        var register = Path.Combine(folder, RegisterKeyFile);
        if (mayCreate)
        {
            SecretFile.CreateFolder(folder);
            SecretFile.CreateIfMissing(ring, () => KeyRingDocument.Write(KeyRing.Create(algorithm)));
            SecretFile.CreateIfMissing(register, () => RegisterKeyDocument.Write(RegisterKey.Create(hash)));
        }

        return new RegisterSecrets(KeyFileReader.Read(ring, KeyRingDocument.Read), KeyFileReader.Read(register, RegisterKeyDocument.Read));
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

    private static KeyRing Change(string folder, Func<KeyRing, KeyRing> change)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var path = Path.Combine(folder, RingFile);
        var changed = change(KeyFileReader.Read(path, KeyRingDocument.Read));
        SecretFile.Replace(path, KeyRingDocument.Write(changed));
        return changed;
    }
}

/// <summary>A key file is missing, open to others, or not readable; the message names the file and never its content.</summary>
public sealed class KeyFileException : Exception
{
    public KeyFileException(string message)
        : base(message) { }

    public KeyFileException(string message, Exception? inner)
        : base(message, inner) { }
}
