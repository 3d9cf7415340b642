using System.Diagnostics.CodeAnalysis;

namespace Grid.Storage.Sealing;

/// <summary>The algorithms that a register may mix. An old one stays here as long as values sealed with it may exist.</summary>
public static class SealAlgorithms
{
    /// <summary>Every known algorithm.</summary>
    public static IReadOnlyList<ISealAlgorithm> All { get; } = [new Aes256GcmSeal(), new Sm4GcmSeal()];

    /// <summary>The algorithm of a key.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not an algorithm.</exception>
    public static ISealAlgorithm For(SealAlgorithm id) =>
        TryFind(id, out var algorithm) ? algorithm : throw new ArgumentOutOfRangeException(nameof(id), id, "Not an algorithm that seals.");

    /// <summary>The algorithm of a name as key files write it.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out ISealAlgorithm? algorithm)
    {
        algorithm = All.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase));
        return algorithm is not null;
    }

    internal static bool TryFind(SealAlgorithm id, [NotNullWhen(true)] out ISealAlgorithm? algorithm)
    {
        algorithm = (int)id <= All.Count && id != SealAlgorithm.None ? All[(int)id - 1] : null;
        return algorithm is not null;
    }
}

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
