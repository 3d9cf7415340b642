using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.LoadGenerator.Chance;

namespace Grid.PlatformSimulator.MadeUp;

/// <summary>
/// Citizen numbers with correct check characters that belong to no person: the area parts 369000 to 369099 never existed in GB/T 2260, and
/// the demo's persons have others.
/// </summary>
internal static class MadeUpIdentity
{
    private const int Areas = 100;
    private const int Pairs = 500;

    /// <summary>
    /// Different indices of one seed get different numbers: area and sequence give 50,000, then the day of birth moves by a step that
    /// meets each day of a year once.
    /// </summary>
    public static IdentityNumber Make(ulong seed, int index, int year, Sex sex)
    {
        var first = (int)(Dice.Mix(seed ^ ((ulong)(index % (Areas * Pairs)) << 20)) % 365);
        var born = new DateOnly(year, 1, 1).AddDays((first + (index / (Areas * Pairs) * 101)) % 365);
        var first17 = $"3690{index % Areas:00}{born:yyyyMMdd}{(index / Areas % Pairs * 2) + (sex == Sex.Male ? 1 : 0):000}";
        return IdentityNumber.Parse(first17 + Check(first17));
    }

    /// <summary>The number with its check character one off.</summary>
    public static string Impossible(IdentityNumber number) => number.Value[..^1] + (number.Value[^1] == '7' ? '8' : '7');

    /// <summary>ISO 7064 MOD 11-2.</summary>
    private static char Check(string first17)
    {
        var sum = 0;
        foreach (var digit in first17)
            sum = (sum + digit - '0') * 2 % 11;
        return "0123456789X"[(12 - sum) % 11];
    }
}
