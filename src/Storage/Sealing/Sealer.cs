using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Grid.Storage.Sealing;

/// <summary>
/// Seals values and opens them. A sealed value: version (1), algorithm (1), key id (4), random nonce (12), ciphertext, tag (16).
/// The first six bytes and the caller's associated data are bound in.
/// </summary>
/// <remarks>
/// Random nonces of 96 bits allow 2³² values a key: never reached by a person's key; the register's own key is to be rotated long before.
/// </remarks>
public static class Sealer
{
    /// <summary>What sealing adds to the length of a value, in bytes.</summary>
    public const int Overhead = HeaderBytes + NonceBytes + TagBytes;

    internal const int TagBytes = 16;

    private const byte Version = 1;
    private const int HeaderBytes = 6;
    private const int NonceBytes = 12;
    private const int StackBytes = 256;

    /// <summary>Seals a value, with the key's algorithm. The same value never gives the same bytes twice.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> plain, DataKey key, ReadOnlySpan<byte> associatedData)
    {
        ArgumentNullException.ThrowIfNull(key);
        var value = new byte[Overhead + plain.Length];
        var header = value.AsSpan(0, HeaderBytes);
        header[0] = Version;
        header[1] = (byte)key.Algorithm;
        BinaryPrimitives.WriteUInt32BigEndian(header[2..], key.Id);
        var nonce = value.AsSpan(HeaderBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);

        var length = HeaderBytes + associatedData.Length;
        Span<byte> bound = length <= StackBytes ? stackalloc byte[length] : new byte[length];
        Bind(header, associatedData, bound);
        SealAlgorithms.For(key.Algorithm).Encrypt(key.Material, nonce, plain, bound, value.AsSpan(HeaderBytes + NonceBytes));
        return value;
    }

    /// <summary>The value that <see cref="Seal"/> was given.</summary>
    /// <exception cref="SealBrokenException">Changed, bound to other associated data, or not a sealed value.</exception>
    /// <exception cref="SealKeyMissingException">Sealed with another key than this one.</exception>
    public static byte[] Open(ReadOnlySpan<byte> value, DataKey key, ReadOnlySpan<byte> associatedData)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (KeyIdOf(value) != key.Id)
            throw new SealKeyMissingException();
        if (value[1] != (byte)key.Algorithm)
            throw new SealBrokenException();

        var length = HeaderBytes + associatedData.Length;
        Span<byte> bound = length <= StackBytes ? stackalloc byte[length] : new byte[length];
        Bind(value[..HeaderBytes], associatedData, bound);
        var plain = new byte[value.Length - Overhead];
        return SealAlgorithms
            .For(key.Algorithm)
            .TryDecrypt(key.Material, value.Slice(HeaderBytes, NonceBytes), value[(HeaderBytes + NonceBytes)..], bound, plain)
            ? plain
            : throw new SealBrokenException();
    }

    /// <summary>Which key sealed a value.</summary>
    /// <exception cref="SealBrokenException">Not a sealed value.</exception>
    public static uint KeyIdOf(ReadOnlySpan<byte> value) =>
        value.Length >= Overhead && value[0] == Version
            ? BinaryPrimitives.ReadUInt32BigEndian(value[2..])
            : throw new SealBrokenException();

    private static void Bind(ReadOnlySpan<byte> header, ReadOnlySpan<byte> associatedData, Span<byte> bound)
    {
        header.CopyTo(bound);
        associatedData.CopyTo(bound[HeaderBytes..]);
    }
}

/// <summary>
/// A sealed value was changed, belongs to another person or purpose, or is not a sealed value. Which of these, it does not say.
/// </summary>
public sealed class SealBrokenException() : Exception("A sealed value does not open: it was changed or does not belong here.");

/// <summary>
/// The key that a sealed value names is not at hand: it was erased (retention), or the key ring of this process lacks it.
/// </summary>
public sealed class SealKeyMissingException()
    : Exception("The key of a sealed value is not at hand: it was erased, or is not in this key ring.");
