using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Grid.Storage.Sealing;

/// <summary>Computes the keyed hashes; 32 bytes each.</summary>
public static class KeyedHashes
{
    /// <summary>Length of a hash and of its keys, in bytes.</summary>
    public const int Bytes = 32;

    /// <summary>The name in key files and in the database.</summary>
    public static string NameOf(KeyedHash hash) =>
        hash switch
        {
            KeyedHash.HmacSha256 => "HMAC-SHA-256",
            KeyedHash.HmacSm3 => "HMAC-SM3",
            _ => throw new ArgumentOutOfRangeException(nameof(hash), hash, "Not a keyed hash."),
        };

    /// <summary>The keyed hash of a name; <see cref="KeyedHash.None"/> if there is none.</summary>
    public static KeyedHash Find(string? name) =>
        Enum.GetValues<KeyedHash>()
            .FirstOrDefault(hash => hash != KeyedHash.None && string.Equals(NameOf(hash), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The keyed hash of <paramref name="data"/>, into <paramref name="destination"/> (32 bytes).</summary>
    public static void Compute(KeyedHash hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (hash == KeyedHash.HmacSha256)
        {
            HMACSHA256.HashData(key, data, destination);
            return;
        }

        if (hash != KeyedHash.HmacSm3)
            throw new ArgumentOutOfRangeException(nameof(hash), hash, "Not a keyed hash.");
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(data);
        mac.DoFinal(destination);
    }
}

/// <summary>
/// A keyed hash under one key, made ready once for each thread: the one-shot function prepares the key at each call, which takes several times
/// as long as the hash of a short row. Any thread may use it.
/// </summary>
#pragma warning disable CA1001 // It lives as long as the process, as the key does; a thread that ends leaves its hash to the finalizer.
internal sealed class KeyedHasher
#pragma warning restore CA1001
{
    private readonly KeyedHash hash;
    private readonly byte[] key;
    private readonly ThreadLocal<IncrementalHash>? ready;

    public KeyedHasher(KeyedHash hash, byte[] key)
    {
        (this.hash, this.key) = (hash, key);
        if (hash == KeyedHash.HmacSha256)
            ready = new ThreadLocal<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, this.key));
    }

    /// <summary>As <see cref="KeyedHashes.Compute"/>.</summary>
    public void Compute(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (ready?.Value is not { } prepared)
        {
            KeyedHashes.Compute(hash, key, data, destination);
            return;
        }

        prepared.AppendData(data);
        prepared.GetHashAndReset(destination);
    }

    /// <summary>The 32 bytes of the hash.</summary>
    public byte[] Compute(ReadOnlySpan<byte> data)
    {
        var result = new byte[KeyedHashes.Bytes];
        Compute(data, result);
        return result;
    }
}

/// <summary>The keyed hash that persons' ids are made with, chosen once, at installation.</summary>
public enum KeyedHash : byte
{
    /// <summary>No choice.</summary>
    None = 0,

    /// <summary>HMAC-SHA-256.</summary>
    HmacSha256 = 1,

    /// <summary>HMAC with SM3 (GB/T 32905), for registers under GB/T 39786.</summary>
    HmacSm3 = 2,
}
