using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.LoadGenerator.Chance;

namespace Grid.LoadGenerator.Persons;

/// <summary>Employers that do not exist: their credit codes have an area that does not exist, like the persons' numbers.</summary>
internal static class MadeUpEmployers
{
    private const string Digits = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    public static FormerEmployer Make(Dice dice, string place)
    {
        var organisation = string.Concat(Enumerable.Range(0, 9).Select(_ => Digits[dice.Below(Digits.Length)]));
        var first17 = $"913699{dice.Below(100):00}{organisation}";
        return new FormerEmployer(
            $"{place}虚构{dice.Pick(NameParts.Trades)}有限公司",
            SocialCreditCode.Parse(first17 + SocialCreditCode.Check(first17))
        );
    }
}
