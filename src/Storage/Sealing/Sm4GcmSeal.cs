using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Grid.Storage.Sealing;

/// <summary>SM4-GCM (RFC 8998) of BouncyCastle; the platform's library does not offer it.</summary>
public sealed class Sm4GcmSeal : ISealAlgorithm
{
    public SealAlgorithm Id => SealAlgorithm.Sm4Gcm;

    public string Name => "SM4-GCM";

    public int KeyBytes => 16;

    public void Encrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> plain,
        ReadOnlySpan<byte> associatedData,
        Span<byte> cipherAndTag
    )
    {
        var cipher = Start(forEncryption: true, key, nonce, associatedData);
        var written = cipher.ProcessBytes(plain, cipherAndTag);
        cipher.DoFinal(cipherAndTag[written..]);
    }

    public bool TryDecrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> cipherAndTag,
        ReadOnlySpan<byte> associatedData,
        Span<byte> plain
    )
    {
        var cipher = Start(forEncryption: false, key, nonce, associatedData);
        try
        {
            var written = cipher.ProcessBytes(cipherAndTag, plain);
            cipher.DoFinal(plain[written..]);
            return true;
        }
        catch (InvalidCipherTextException)
        {
            // The mode gives out text before it has seen the tag.
            CryptographicOperations.ZeroMemory(plain);
            return false;
        }
    }

    private static GcmBlockCipher Start(
        bool forEncryption,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData
    )
    {
        var cipher = new GcmBlockCipher(new SM4Engine());
        cipher.Init(forEncryption, new AeadParameters(new KeyParameter(key), Sealer.TagBytes * 8, nonce.ToArray()));
        cipher.ProcessAadBytes(associatedData);
        return cipher;
    }
}
