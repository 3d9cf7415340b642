namespace Grid.Storage.Sealing;

/// <summary>
/// Authenticated encryption with 12-byte nonces and 16-byte tags. Implementations hold no key and no state: any thread may use them.
/// </summary>
public interface ISealAlgorithm
{
    /// <summary>The number that sealed values carry.</summary>
    SealAlgorithm Id { get; }

    /// <summary>The name in key files: <c>AES-256-GCM</c>, <c>SM4-GCM</c>.</summary>
    string Name { get; }

    /// <summary>Length of a key, in bytes.</summary>
    int KeyBytes { get; }

    /// <summary>Encrypts <paramref name="plain"/>; writes ciphertext and tag, <c>plain.Length + 16</c> bytes.</summary>
    void Encrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> plain,
        ReadOnlySpan<byte> associatedData,
        Span<byte> cipherAndTag
    );

    /// <summary>
    /// Decrypts into <paramref name="plain"/>, <c>cipherAndTag.Length - 16</c> bytes; false, and nothing left there, if the tag does not
    /// fit.
    /// </summary>
    bool TryDecrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> cipherAndTag,
        ReadOnlySpan<byte> associatedData,
        Span<byte> plain
    );
}
