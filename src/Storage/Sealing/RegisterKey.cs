using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Grid.Storage.Sealing;

/// <summary>
/// The register's own key, which never rotates: persons' ids are keyed hashes under it, and so are the hashes that exact search uses.
/// Each use has a sub-key of its own, so a telephone's hash can never be compared with an id. Immutable: any thread may use it.
/// </summary>
public sealed class RegisterKey
{
    /// <summary>Length of an id and of a search hash: the first 128 bits of the keyed hash.</summary>
    public const int HashBytes = 16;

    private const int StackBytes = 256;

    private readonly byte[] master;
    private readonly KeyedHasher personKey;
    private readonly KeyedHasher telephoneKey;
    private readonly KeyedHasher legacyKey;
    private readonly KeyedHasher contentKey;
    private readonly KeyedHasher readerKey;
    private readonly KeyedHasher receiptKey;
    private readonly KeyedHasher nameKey;
    private readonly KeyedHasher blockKey;
    private readonly KeyedHasher traitsKey;
    private readonly KeyedHasher certificateKey;

    internal RegisterKey(KeyedHash hash, byte[] master)
    {
        if (master.Length != KeyedHashes.Bytes)
            throw new ArgumentException("A register key has 32 bytes.", nameof(master));
        Hash = hash;
        this.master = master;
        personKey = Hasher("grid person id 1");
        telephoneKey = Hasher("grid telephone 1");
        legacyKey = Hasher("grid legacy number 1");
        contentKey = Hasher("grid platform content 1");
        readerKey = Hasher("grid reader mark 1");
        receiptKey = Hasher("grid receipt serial 1");
        nameKey = Hasher("grid name token 1");
        blockKey = Hasher("grid duplicate block 1");
        traitsKey = Hasher("grid traits mark 1");
        certificateKey = Hasher("grid certificate 1");
        Fingerprint = Convert.ToHexStringLower(SubKey("grid fingerprint 1").AsSpan(0, HashBytes));
    }

    /// <summary>Which keyed hash, chosen at installation.</summary>
    public KeyedHash Hash { get; }

    /// <summary>Identifies the key without revealing anything about it: 32 hex digits. Stored in <c>register_identity</c>.</summary>
    public string Fingerprint { get; }

    internal ReadOnlySpan<byte> Master => master;

    /// <summary>A new random key; nothing keeps it but the caller.</summary>
    public static RegisterKey Create(KeyedHash hash) => new(hash, RandomNumberGenerator.GetBytes(KeyedHashes.Bytes));

    /// <summary>The 16 bytes of a person's id.</summary>
    /// <param name="kind">Kind of document, read from the number; at most 255 bytes.</param>
    /// <param name="normalisedNumber">The number, normalised: two spellings of one number must arrive here as one.</param>
    public byte[] Derive(ReadOnlySpan<char> kind, ReadOnlySpan<char> normalisedNumber) => Compute(personKey, kind, normalisedNumber);

    /// <summary>The 16 bytes by which a telephone number is found.</summary>
    /// <param name="normalisedNumber">The number, normalised.</param>
    public byte[] TelephoneHash(ReadOnlySpan<char> normalisedNumber) => Compute(telephoneKey, "telephone", normalisedNumber);

    /// <summary>The 16 bytes by which a registration is found under the number that it had in an earlier system.</summary>
    /// <param name="searchKey">The number, normalised.</param>
    public byte[] LegacyNumberHash(ReadOnlySpan<char> searchKey) => Compute(legacyKey, "legacy", searchKey);

    /// <summary>The 32 bytes by which a document is recognised without being stored or guessed.</summary>
    public byte[] ContentHash(ReadOnlySpan<byte> document) => contentKey.Compute(document);

    /// <summary>The 32 bytes by which looks of one reader at one surname or one house are recognised (<c>access_log</c>).</summary>
    public byte[] ReaderMark(ReadOnlySpan<byte> look) => readerKey.Compute(look);

    /// <summary>The first 64 bits of the hash by which a name with this beginning is found (<c>name_token</c>).</summary>
    internal long NameToken(ReadOnlySpan<char> beginning)
    {
        var length = Encoding.UTF8.GetByteCount(beginning);
        Span<byte> data = length <= StackBytes ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(beginning, data);
        Span<byte> full = stackalloc byte[KeyedHashes.Bytes];
        nameKey.Compute(data, full);
        CryptographicOperations.ZeroMemory(data);
        return BinaryPrimitives.ReadInt64BigEndian(full);
    }

    /// <summary>The first 64 bits of the hash by which persons meet who are compared with each other (<c>person_search.block_keys</c>).</summary>
    /// <param name="kind">The kind of block.</param>
    /// <param name="key">What its members have in common.</param>
    /// <param name="destination">8 bytes.</param>
    internal void BlockKey(ReadOnlySpan<char> kind, ReadOnlySpan<char> key, Span<byte> destination) =>
        Compute(blockKey, kind, key).AsSpan(0, destination.Length).CopyTo(destination);

    /// <summary>The 16 bytes by which a change of a person's traits is recognised (<c>duplicate_pair</c>).</summary>
    internal byte[] TraitsMark(ReadOnlySpan<byte> traits)
    {
        Span<byte> full = stackalloc byte[KeyedHashes.Bytes];
        traitsKey.Compute(traits, full);
        return full[..HashBytes].ToArray();
    }

    /// <summary>The 32 bytes by which the serials of receipts are scattered.</summary>
    internal void ReceiptHash(ReadOnlySpan<byte> input, Span<byte> hash) => receiptKey.Compute(input, hash);

    /// <summary>The 32 bytes of which the code of a certificate is made.</summary>
    internal void CertificateHash(ReadOnlySpan<char> number, Span<byte> hash)
    {
        Span<byte> data = stackalloc byte[StackBytes];
        certificateKey.Compute(data[..Encoding.UTF8.GetBytes(number, data)], hash);
    }

    /// <summary>Hash of: length of the kind (one byte), kind, number; so that no two pairs meet.</summary>
    private static byte[] Compute(KeyedHasher key, ReadOnlySpan<char> kind, ReadOnlySpan<char> number)
    {
        var kindBytes = Encoding.UTF8.GetByteCount(kind);
        var length = 1 + kindBytes + Encoding.UTF8.GetByteCount(number);
        Span<byte> data = length <= StackBytes ? stackalloc byte[length] : new byte[length];
        data[0] = checked((byte)kindBytes);
        Encoding.UTF8.GetBytes(kind, data[1..]);
        Encoding.UTF8.GetBytes(number, data[(1 + kindBytes)..]);
        Span<byte> full = stackalloc byte[KeyedHashes.Bytes];
        key.Compute(data, full);
        CryptographicOperations.ZeroMemory(data);
        return full[..HashBytes].ToArray();
    }

    /// <summary>The hash under a key for one purpose.</summary>
    internal KeyedHasher Hasher(string label) => new(Hash, SubKey(label));

    /// <summary>A key for one purpose, of the hash's length.</summary>
    internal byte[] SubKey(string label)
    {
        var key = new byte[KeyedHashes.Bytes];
        KeyedHashes.Compute(Hash, master, Encoding.UTF8.GetBytes(label), key);
        return key;
    }
}

/// <summary>All keys of a register that are outside its database.</summary>
/// <param name="Ring">Keys that rotate.</param>
/// <param name="RegisterKey">The key that never does.</param>
public sealed record RegisterSecrets(KeyRing Ring, RegisterKey RegisterKey);

/// <summary>This process and the database belong to different registers; it must not start.</summary>
public sealed class RegisterKeyException(string message) : Exception(message);
