using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Grid.Storage.Sealing;

/// <summary>
/// A key that seals values: of one person, of the register as a whole (<see cref="KeyRing.SystemKey"/>), or, in the key ring, one that
/// wraps other keys. Its id is random, is in every value it sealed and reveals nothing. Immutable: any thread may use it.
/// </summary>
/// <remarks>
/// Wrapped form, as stored in the database: version (1), algorithm (1), id (4), then the key itself as a value sealed by
/// a key-encryption key, bound to these six bytes and to the person.
/// </remarks>
public sealed class DataKey
{
    private const byte Version = 1;
    private const int HeaderBytes = 6;

    private readonly byte[] material;

    internal DataKey(uint id, SealAlgorithm algorithm, byte[] material)
    {
        if (material.Length != SealAlgorithms.For(algorithm).KeyBytes)
            throw new ArgumentException("The key's length does not fit its algorithm.", nameof(material));
        Id = id;
        Algorithm = algorithm;
        this.material = material;
    }

    /// <summary>Random number of this key; it is in each value that the key sealed.</summary>
    public uint Id { get; }

    /// <summary>What this key seals with.</summary>
    public SealAlgorithm Algorithm { get; }

    internal ReadOnlySpan<byte> Material => material;

    /// <summary>A new random key.</summary>
    public static DataKey Create(SealAlgorithm algorithm) =>
        new(
            BinaryPrimitives.ReadUInt32BigEndian(RandomNumberGenerator.GetBytes(4)),
            algorithm,
            RandomNumberGenerator.GetBytes(SealAlgorithms.For(algorithm).KeyBytes)
        );

    /// <summary>This key, wrapped by the ring's current key for this person only.</summary>
    public byte[] Wrap(KeyRing ring, string personId)
    {
        ArgumentNullException.ThrowIfNull(ring);
        Span<byte> header = stackalloc byte[HeaderBytes];
        WriteHeader(header);
        return [.. header, .. Sealer.Seal(material, ring.CurrentWrappingKey, Bind(header, personId))];
    }

    /// <summary>The key in its wrapped form.</summary>
    /// <exception cref="SealBrokenException">Changed, or wrapped for another person.</exception>
    /// <exception cref="SealKeyMissingException">The ring lacks the key that wrapped it.</exception>
    public static DataKey Unwrap(KeyRing ring, ReadOnlySpan<byte> wrapped, string personId)
    {
        ArgumentNullException.ThrowIfNull(ring);
        if (wrapped.Length < HeaderBytes || wrapped[0] != Version || !SealAlgorithms.TryFind((SealAlgorithm)wrapped[1], out var algorithm))
            throw new SealBrokenException();
        var header = wrapped[..HeaderBytes];
        var inner = wrapped[HeaderBytes..];
        var unwrapped = Sealer.Open(inner, ring.WrappingKey(Sealer.KeyIdOf(inner)), Bind(header, personId));
        return unwrapped.Length == algorithm.KeyBytes
            ? new DataKey(BinaryPrimitives.ReadUInt32BigEndian(header[2..]), algorithm.Id, unwrapped)
            : throw new SealBrokenException();
    }

    /// <summary>Whether the key was wrapped by another than the ring's current key: rotation wraps it again.</summary>
    public static bool NeedsRewrap(KeyRing ring, ReadOnlySpan<byte> wrapped)
    {
        ArgumentNullException.ThrowIfNull(ring);
        return wrapped.Length < HeaderBytes
            ? throw new SealBrokenException()
            : Sealer.KeyIdOf(wrapped[HeaderBytes..]) != ring.CurrentWrappingKey.Id;
    }

    private void WriteHeader(Span<byte> header)
    {
        header[0] = Version;
        header[1] = (byte)Algorithm;
        BinaryPrimitives.WriteUInt32BigEndian(header[2..], Id);
    }

    private static byte[] Bind(ReadOnlySpan<byte> header, string personId) => [.. header, .. AssociatedData.Of(personId, "data-key")];
}
