using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.LoadGenerator.Chance;

namespace Grid.LoadGenerator.Persons;

/// <summary>
/// Names of the sorts that a register meets: one and two given characters, compound surnames, middle dots, characters outside the basic
/// plane, Latin letters.
/// </summary>
internal static class MadeUpNames
{
    public const string Han = "01";
    public const string Tibetan = "04";
    public const string Uyghur = "05";
    public const string She = "22";

    public static PersonName Make(Dice dice, Sex sex, string? ethnicGroup)
    {
        var male = sex == Sex.Male;
        return PersonName.Parse(
            ethnicGroup switch
            {
                null => $"{dice.Pick(NameParts.LatinGiven)} {dice.Pick(NameParts.LatinFamily)}",
                Uyghur => $"{dice.Pick(male ? NameParts.UyghurMale : NameParts.UyghurFemale)}·{dice.Pick(NameParts.UyghurMale)}",
                Tibetan => dice.Pick(NameParts.Tibetan) + dice.Pick(NameParts.Tibetan),
                She => dice.Pick(NameParts.SheSurnames) + Given(dice, male),
                _ => NameParts.Surnames.Pick(dice) + Given(dice, male),
            }
        );
    }

    /// <summary>The same name with one character typed wrongly, as a form filled in by hand would have it.</summary>
    public static PersonName Mistyped(PersonName name)
    {
        var last = name.Value[^1];
        var other = last == '明' ? '民' : '明';
        return PersonName.Parse(char.IsSurrogate(last) ? name.Value + other : name.Value[..^1] + other);
    }

    private static string Given(Dice dice, bool male)
    {
        var parts = male ? NameParts.Male : NameParts.Female;
        var first = dice.Pick(parts);
        if (dice.Chance(0.004))
            return first + dice.Pick(NameParts.BeyondTheBasicPlane);
        return dice.Chance(0.82) ? first + dice.Pick(parts) : first;
    }
}
