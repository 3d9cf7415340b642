using System.Security.Cryptography;

namespace Grid.Storage.Sealing;

/// <summary>AES-256-GCM of the platform's cryptographic library.</summary>
public sealed class Aes256GcmSeal : ISealAlgorithm
{
    public SealAlgorithm Id => SealAlgorithm.Aes256Gcm;

    public string Name => "AES-256-GCM";

    public int KeyBytes => 32;

    // An AesGcm is not safe for two threads, and making one costs about a microsecond: cached ones would need locks or pools without a
    // gain.
    public void Encrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> plain,
        ReadOnlySpan<byte> associatedData,
        Span<byte> cipherAndTag
    )
    {
        using var aes = new AesGcm(key, Sealer.TagBytes);
        aes.Encrypt(nonce, plain, cipherAndTag[..plain.Length], cipherAndTag[plain.Length..], associatedData);
    }

    public bool TryDecrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> cipherAndTag,
        ReadOnlySpan<byte> associatedData,
        Span<byte> plain
    )
    {
        using var aes = new AesGcm(key, Sealer.TagBytes);
        try
        {
            aes.Decrypt(nonce, cipherAndTag[..^Sealer.TagBytes], cipherAndTag[^Sealer.TagBytes..], plain, associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
