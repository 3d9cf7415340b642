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
