using System.Globalization;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Persons;

namespace Grid.Bench.Duplicates;

/// <summary>A person of the register that is compared.</summary>
/// <param name="Identity">Number, name, birth date, sex.</param>
/// <param name="Telephone">Null for none.</param>
/// <param name="Address">Null for none.</param>
internal sealed record MadeUpRegistrant(PersonIdentity Identity, TelephoneNumber? Telephone, string? Address);

/// <summary>
/// A register of households, with what makes false alarms: couples, parents and children and twins at one address with one telephone,
/// namesakes, dormitories, and agencies whose telephone many have given. Into it pairs are planted: a second record of one person. A seed
/// always gives the same register.
/// </summary>
/// <param name="persons">How many, without the planted ones.</param>
/// <param name="oneTelephone">About how many of them gave one and the same telephone, as if an agency's clerks always typed their own.</param>
/// <param name="seed">Chooses them.</param>
internal sealed class MadeUpRegister(int persons, int oneTelephone, ulong seed)
{
    /// <summary>Agencies and employers whose telephone their people give.</summary>
    private const int SharedTelephones = 100;

    private const int Dormitories = 200;

    private static readonly TelephoneNumber OneTelephone = TelephoneNumber.Parse("15400009999");

    private readonly double gaveIt = Math.Min(1, oneTelephone / (double)Math.Max(1, persons));

    private readonly List<MadeUpRegistrant> household = [];
    private int serial;

    /// <summary>Everybody but the planted ones, one household after the other.</summary>
    public IEnumerable<MadeUpRegistrant> Registrants()
    {
        serial = 0;
        for (int home = 0, made = 0; made < persons; home++)
        {
            household.Clear();
            Fill(home);
            foreach (var one in household.Take(persons - made))
                yield return one;
            made += household.Count;
        }
    }

    /// <summary>A number that no person of the register has.</summary>
    public IdentityNumber NextNumber(IdentityDocumentKind kind, int birthYear, Sex sex) =>
        MadeUpNumbers.Make(kind, seed, serial++, birthYear, sex);

    /// <summary>A citizen number with this beginning (area, birth date) and a sequence of this sex.</summary>
    public static IdentityNumber Number(string area, DateOnly born, int sequence, Sex sex)
    {
        var odd = sex == Sex.Male ? 1 : 0;
        var first17 = string.Create(CultureInfo.InvariantCulture, $"{area}{born:yyyyMMdd}{(sequence / 2 * 2 % 998) + odd:000}");
        foreach (var check in "0123456789X")
        {
            if (IdentityNumber.TryParse(first17 + check, out var number, out _))
                return number;
        }

        throw new InvalidOperationException("No check character fits.");
    }

    private void Fill(int home)
    {
        var dice = Dice.For(seed, home, "household");
        var address = dice.Chance(0.04)
            ? $"东湖区示例大道{dice.Below(Dormitories)}号集体宿舍"
            : $"{dice.Pick(NameParts.Streets)}{dice.Between(1, 3_000)}号{dice.Between(1, 30)}栋{dice.Between(1, 18)}{dice.Between(1, 4):00}室";
        var line = MadeUpTelephones.Make(dice);
        var head = Person(dice, null, dice.Between(1960, 2005), dice.Chance(0.5) ? Sex.Male : Sex.Female, address, line);
        if (dice.Chance(0.3))
        {
            var other = head.Identity.Sex == Sex.Male ? Sex.Female : Sex.Male;
            Person(
                dice,
                null,
                Math.Clamp(head.Identity.BirthDate!.Value.Year + dice.Between(-4, 4), 1958, 2006),
                other,
                address,
                dice.Chance(0.3) ? line : null
            );
        }

        if (dice.Chance(0.12))
        {
            var child = Person(
                dice,
                head,
                dice.Between(1995, 2008),
                dice.Chance(0.5) ? Sex.Male : Sex.Female,
                address,
                dice.Chance(0.3) ? line : null
            );
            if (dice.Chance(0.1))
                Sibling(dice, child, isTwin: dice.Chance(0.3), address, line);
        }
    }

    private MadeUpRegistrant Person(Dice dice, MadeUpRegistrant? parent, int year, Sex sex, string address, TelephoneNumber? line)
    {
        var name = MadeUpNames.Make(dice, sex, MadeUpNames.Han);
        if (parent is not null)
            name = PersonName.Parse(parent.Identity.Name.Value[..1] + name.Value.EnumerateRunes().Last());
        var number = NextNumber(IdentityDocumentKind.CitizenNumber, year, sex);
        return Add(number, name, dice, address, line);
    }

    /// <summary>One generation character, another last one; twins are of one area and day.</summary>
    private void Sibling(Dice dice, MadeUpRegistrant one, bool isTwin, string address, TelephoneNumber line)
    {
        var (identity, sex) = (one.Identity, one.Identity.Sex!.Value);
        var name = PersonName.Parse(WithoutLast(identity.Name.Value) + dice.Pick(sex == Sex.Male ? NameParts.Male : NameParts.Female));
        var born = isTwin ? identity.BirthDate!.Value : identity.BirthDate!.Value.AddDays(dice.Between(300, 2_000));
        Add(Number(identity.Number.Value[..6], born, dice.Between(0, 400), sex), name, dice, address, line);
    }

    /// <summary>Some characters are two units long.</summary>
    private static string WithoutLast(string name) => name[..^name.EnumerateRunes().Last().Utf16SequenceLength];

    private MadeUpRegistrant Add(IdentityNumber number, PersonName name, Dice dice, string address, TelephoneNumber? line)
    {
        var telephone =
            oneTelephone > 0 && dice.Chance(gaveIt) ? OneTelephone
            : dice.Chance(0.02) ? TelephoneNumber.Parse($"15400000{dice.Below(SharedTelephones):000}")
            : line ?? MadeUpTelephones.Make(dice);
        var one = new MadeUpRegistrant(
            new PersonIdentity(number, name, number.BirthDate, number.Sex),
            dice.Chance(0.97) ? telephone : null,
            dice.Chance(0.9) ? address : null
        );
        household.Add(one);
        return one;
    }
}
