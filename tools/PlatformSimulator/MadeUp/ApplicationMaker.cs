using System.Globalization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Persons;
using Grid.PlatformSimulator.Store;

namespace Grid.PlatformSimulator.MadeUp;

/// <summary>
/// Makes applications of persons who do not exist, in the ministry's names. The same seed and index give the same person.
/// </summary>
internal sealed class ApplicationMaker
{
    public const string UnknownRegion = "369999";

    private static readonly Weighted<PlaceGround> Grounds = new(
        (PlaceGround.HouseholdRegistration, 52),
        (PlaceGround.HabitualResidence, 24),
        (PlaceGround.FormerInsurance, 14),
        (PlaceGround.FormerEmployment, 10)
    );

    private static readonly Weighted<(int From, int To)> Ages = new(
        ((18, 24), 14),
        ((25, 34), 26),
        ((35, 44), 24),
        ((45, 54), 25),
        ((55, 58), 11)
    );

    private static readonly Weighted<string> Educations = new(
        ("21", 24),
        ("31", 27),
        ("41", 12),
        ("61", 14),
        ("71", 19),
        ("14", 2),
        ("81", 2)
    );

    private static readonly Weighted<string> Healths = new(("1", 90), ("2", 7), ("5", 3));

    private static readonly Weighted<string> Wishes = new(("1", 60), ("2", 14), ("1,2", 12), ("1,4", 8), ("3", 6));

    private readonly Places places = new(OfficeDirectory.LoadEmbedded());

    /// <summary>The counties and towns in which an application may be made, 6 to 12 digits.</summary>
    public bool HasOffice(string region) => places.Offices.All.Any(office => office.Region.Value == region);

    /// <param name="region">Where it is made; null for anywhere in the province.</param>
    public NewApplication Make(ulong seed, int index, string? region, DateTimeOffset submittedAt)
    {
        var dice = Dice.For(seed, index, "application");
        var office = places.Pick(dice);
        var day = ChinaTime.DateOf(submittedAt);
        var sex = dice.Chance(0.48) ? Sex.Female : Sex.Male;
        var band = Ages.Pick(dice);
        var number = MadeUpIdentity.Make(seed, index, day.Year - dice.Between(band.From, band.To), sex);
        var reason = Reasons.Of(null, day.Year - number.BirthDate!.Value.Year, dice);
        var health = Healths.Pick(dice);
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["bae001"] = $"P{day:yyyyMMdd}-{seed % 1_000_000_000:000000000}-{index:0000000}",
            ["aac058"] = "1",
            ["aac147"] = number.Value,
            ["aac003"] = MadeUpNames.Make(dice, sex, MadeUpNames.Han).Value,
            ["aac004"] = Code(sex),
            ["aac006"] = Day(number.BirthDate.Value),
            ["aac005"] = MadeUpNames.Han,
            ["aac011"] = Educations.Pick(dice),
            ["aae005"] = Mobile(dice),
            ["aae006"] = Address(dice),
            ["aac033"] = health,
            ["aab301"] = region ?? office.Region.Value,
            ["bae002"] = Code(Grounds.Pick(dice)),
            ["ajc090"] = Day(day.AddDays(-dice.Between(3, 160))),
            ["ajc093"] = Code(reason),
            ["bae004"] = Wishes.Pick(dice),
            ["ajc174"] = Reasons.HadEmployer(reason) && dice.Chance(0.35) ? "1" : "0",
            ["bae005"] = "2020-07",
            ["bae006"] = Moment(submittedAt.AddMinutes(-dice.Between(1, 9))),
            ["bae007"] = "1",
            ["bae008"] = Moment(submittedAt),
        };
        if (health == "5")
            fields["bae009"] = $"2-0{dice.Between(1, 4)}";
        if (reason == UnemploymentReason.Other)
            fields["bae013"] = dice.Pick(Reasons.OtherTexts);
        if (Reasons.HadEmployer(reason) && dice.Chance(0.8))
        {
            var employer = MadeUpEmployers.Make(dice, places.NameOf(office));
            (fields["aab004"], fields["bae016"]) = (employer.Name!, employer.CreditCode!.Value);
        }

        return Given(fields, null);
    }

    /// <summary>One that is wrong in a given way.</summary>
    /// <param name="earlier">The one that a repeat repeats.</param>
    public NewApplication MakeBad(
        BadKind bad,
        ulong seed,
        int index,
        string? region,
        DateTimeOffset submittedAt,
        SortedDictionary<string, string> earlier
    )
    {
        var other = Make(seed, index, region, submittedAt).Fields;
        var dice = Dice.For(seed, index, "bad");
        var fields = bad
            is BadKind.RepeatSame
                or BadKind.RepeatOtherContact
                or BadKind.RepeatOtherName
                or BadKind.RepeatOtherNumber
                or BadKind.RepeatOtherReason
            ? new SortedDictionary<string, string>(earlier, StringComparer.Ordinal)
            : other;
        switch (bad)
        {
            case BadKind.ImpossibleNumber:
                fields["aac147"] = MadeUpIdentity.Impossible(Domain.Identity.IdentityNumber.Parse(fields["aac147"]));
                break;
            case BadKind.UnknownRegion:
                fields["aab301"] = UnknownRegion;
                break;
            case BadKind.MissingCommitment:
                Remove(fields, "bae005", "bae006", "bae007");
                break;
            case BadKind.CommitmentNotAccepted:
                fields["bae007"] = "0";
                break;
            case BadKind.MissingPlatformNumber:
                Remove(fields, "bae001");
                break;
            case BadKind.MissingName:
                Remove(fields, "aac003");
                break;
            case BadKind.UnknownReason:
                fields["ajc093"] = "77";
                break;
            case BadKind.RepeatOtherContact:
                (fields["aae005"], fields["aae006"]) = (Mobile(dice), Address(dice));
                break;
            case BadKind.RepeatOtherName:
                fields["aac003"] = MadeUpNames.Mistyped(Domain.Identity.PersonName.Parse(fields["aac003"])).Value;
                break;
            case BadKind.RepeatOtherNumber:
                fields["aac147"] = other["aac147"];
                Remove(fields, "aac004", "aac006");
                break;
            case BadKind.RepeatOtherReason:
                fields["ajc093"] = fields["ajc093"] == "24" ? "21" : "24";
                Remove(fields, "bae013");
                break;
        }

        return Given(fields, bad);
    }

    /// <summary>As it was given; it is in the stream of its region, or of the sample province when that is none.</summary>
    public static NewApplication Given(SortedDictionary<string, string> fields, BadKind? bad) =>
        new(
            fields.GetValueOrDefault("bae001"),
            fields.GetValueOrDefault("aab301") is { Length: >= 6 } region && region.Take(6).All(char.IsAsciiDigit) ? region[..6] : "360000",
            bad is { } kind ? Domain.Text.EnumName.Of(kind) : null,
            fields
        );

    private static string Mobile(Dice dice) => $"154{dice.Below(100_000_000):00000000}";

    private static string Address(Dice dice) =>
        $"{dice.Pick(NameParts.Streets)}{dice.Between(1, 999)}号{dice.Between(1, 30)}栋{dice.Between(101, 1805)}室";

    private static string Code<TEnum>(TEnum member)
        where TEnum : struct, Enum => Convert.ToInt32(member, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset moment) =>
        moment.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static void Remove(SortedDictionary<string, string> fields, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            fields.Remove(name);
    }
}
