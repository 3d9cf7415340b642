using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.LoadGenerator.Chance;

namespace Grid.LoadGenerator.Persons;

/// <summary>
/// Identity numbers with valid check characters that belong to no person. A citizen number has an area part from 369100 to 369999: no such
/// area is, or was, in GB/T 2260. A card of 2017 has the letters ZZZ and one of 2023 the nationality 000, which no country has. Residence
/// permits all share three area parts; theirs have a sequence of 900 or more, and no birth date has nine hundred of them.
/// </summary>
internal static class MadeUpNumbers
{
    private const int Areas = 100;
    private const int Pairs = 500;

    /// <summary>
    /// The first four digits of the citizen numbers of a seed: registers filled with up to nine seeds in a row cannot clash.
    /// </summary>
    public static string Prefecture(ulong seed) => (3691 + (int)(seed % 9)).ToString();

    /// <summary>
    /// A number of the kind. Different indices of one seed get different numbers: area and sequence give 50,000 (50 for permits), and
    /// beyond those the day of birth in its year, which is moved by a step that meets each day once.
    /// </summary>
    public static IdentityNumber Make(IdentityDocumentKind kind, ulong seed, int index, int birthYear, Sex sex)
    {
        var odd = sex == Sex.Male ? 1 : 0;
        var isCitizen = kind == IdentityDocumentKind.CitizenNumber;
        var perDay = isCitizen ? Areas * Pairs : 50;
        var born = BirthDate(seed, index % perDay, index / perDay, birthYear);
        var text = kind switch
        {
            IdentityDocumentKind.CitizenNumber =>
                $"{Prefecture(seed)}{index % Areas:00}{born:yyyyMMdd}{(index / Areas % Pairs * 2) + odd:000}",
            IdentityDocumentKind.HongKongResidencePermit => $"810000{born:yyyyMMdd}{900 + (index % 50 * 2) + odd:000}",
            IdentityDocumentKind.MacaoResidencePermit => $"820000{born:yyyyMMdd}{900 + (index % 50 * 2) + odd:000}",
            IdentityDocumentKind.TaiwanResidencePermit => $"830000{born:yyyyMMdd}{900 + (index % 50 * 2) + odd:000}",
            IdentityDocumentKind.ForeignResidentCard2023 => $"936000{born:yyyyMMdd}{(index % 50 * 2) + odd:000}",
            IdentityDocumentKind.ForeignResidentCard2017 => $"ZZZ{seed % 9}{index:00000000000}",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such document"),
        };
        return IdentityNumber.Parse(text.Length == 17 ? text + CheckCharacter(text) : text);
    }

    private static DateOnly BirthDate(ulong seed, int place, int round, int year)
    {
        var first = (int)(Dice.Mix(seed ^ ((ulong)place << 20)) % 365);

        // 101 and 365 have no common divisor.
        return new DateOnly(year, 1, 1).AddDays((first + (round * 101)) % 365);
    }

    /// <summary>ISO 7064 MOD 11-2.</summary>
    private static char CheckCharacter(string first17)
    {
        var sum = 0;
        foreach (var digit in first17)
            sum = (sum + digit - '0') * 2 % 11;
        return "0123456789X"[(12 - sum) % 11];
    }
}
