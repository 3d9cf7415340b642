namespace Grid.Storage.Sealing;

/// <summary>How a value is sealed (加密算法). The number is written into every sealed value and never changes its meaning.</summary>
public enum SealAlgorithm : byte
{
    /// <summary>No algorithm: the number of no sealed value.</summary>
    None = 0,

    /// <summary>AES with 256-bit keys in Galois/Counter mode.</summary>
    Aes256Gcm = 1,

    /// <summary>SM4 (GB/T 32907) in Galois/Counter mode (RFC 8998), for registers under GB/T 39786.</summary>
    Sm4Gcm = 2,
}
