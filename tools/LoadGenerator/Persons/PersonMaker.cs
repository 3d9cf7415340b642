using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Demo;

namespace Grid.LoadGenerator.Persons;

/// <summary>Makes persons. The same seed, day and index always give the same person.</summary>
/// <param name="Seed">Chooses the persons.</param>
/// <param name="Today">The day of the run, Asia/Shanghai: everything that a person did lies before it.</param>
/// <param name="Places">The offices.</param>
/// <param name="Dates">When things were done.</param>
internal sealed record PersonMaker(ulong Seed, DateOnly Today, Places Places, SubmissionDates Dates)
{
    private static readonly Weighted<IdentityDocumentKind> Kinds = new(
        (IdentityDocumentKind.CitizenNumber, 985),
        (IdentityDocumentKind.HongKongResidencePermit, 4),
        (IdentityDocumentKind.MacaoResidencePermit, 2),
        (IdentityDocumentKind.TaiwanResidencePermit, 4),
        (IdentityDocumentKind.ForeignResidentCard2017, 2),
        (IdentityDocumentKind.ForeignResidentCard2023, 3)
    );

    private static readonly Weighted<(int From, int To)> Ages = new(
        ((18, 24), 14),
        ((25, 34), 26),
        ((35, 44), 24),
        ((45, 54), 25),
        ((55, 61), 11)
    );

    private static readonly Weighted<string> EthnicGroups = new(
        (MadeUpNames.Han, 970),
        (MadeUpNames.She, 8),
        ("03", 5),
        ("15", 5),
        ("06", 4),
        ("08", 4),
        (MadeUpNames.Uyghur, 3),
        (MadeUpNames.Tibetan, 2)
    );

    private static readonly Weighted<PlaceGround> Grounds = new(
        (PlaceGround.HouseholdRegistration, 52),
        (PlaceGround.HabitualResidence, 24),
        (PlaceGround.FormerInsurance, 14),
        (PlaceGround.FormerEmployment, 10)
    );

    private static readonly Weighted<ApplicationChannel> Channels = new(
        (ApplicationChannel.Online, 47),
        (ApplicationChannel.Offline, 35),
        (ApplicationChannel.Platform, 18)
    );

    public MadeUpPerson Make(int index) => Make(index, Fates.Of(Seed, index));

    public MadeUpPerson Make(int index, Fate fate)
    {
        var dice = Dice.For(Seed, index, "person");
        var sex = dice.Chance(0.48) ? Sex.Female : Sex.Male;
        var kind = fate is { NonApproval: NonApprovalReason.UnderSixteen } or { Kind: FateKind.ByReferenceBecameOrdinary }
            ? IdentityDocumentKind.CitizenNumber
            : Kinds.Pick(dice);
        var year = Today.Year - Age(fate, dice);
        var isForeign = kind is IdentityDocumentKind.ForeignResidentCard2017 or IdentityDocumentKind.ForeignResidentCard2023;
        var ethnicGroup =
            isForeign ? null
            : kind == IdentityDocumentKind.CitizenNumber ? EthnicGroups.Pick(dice)
            : MadeUpNames.Han;
        var number = MadeUpNumbers.Make(kind, Seed, index, year, sex);
        var office = Places.Pick(dice);
        var byReference = ByReferences.Of(fate, kind, Today.Year - year, dice);
        var reason = Reasons.Of(byReference, Today.Year - year, dice);
        var ground = kind == IdentityDocumentKind.CitizenNumber ? Grounds.Pick(dice) : PlaceGround.HabitualResidence;
        var channel = Channels.Pick(dice);
        var submittedAt = Dates.Submission(fate, office, channel, dice);
        return new MadeUpPerson
        {
            Index = index,
            Number = number,
            Name = MadeUpNames.Make(dice, sex, ethnicGroup),
            BirthDate = number.BirthDate is null ? new DateOnly(year, 1, 1).AddDays(dice.Below(365)) : null,
            Sex = number.Sex is null ? sex : null,
            Details = MadeUpDetails.Make(dice, kind, office, ground, ethnicGroup, byReference, Places),
            Office = office,
            Ground = ground,
            ByReference = byReference,
            Channel = channel,
            Reason = reason,
            OtherReason = reason == UnemploymentReason.Other ? dice.Pick(Reasons.OtherTexts) : null,
            UnemployedOn = SubmissionDates.Unemployed(submittedAt, dice),
            SubmittedAt = submittedAt,
            JobWishes = Wishes(dice),
            WishesToClaimBenefit = Reasons.HadEmployer(reason) && dice.Chance(0.35),
            Employer = Reasons.HadEmployer(reason) && dice.Chance(0.8) ? MadeUpEmployers.Make(dice, Places.NameOf(office)) : null,
        };
    }

    /// <summary>
    /// Another number of the same person, as after a permit gave way to a citizen number: it never is one that <see cref="Make(int)"/>
    /// gives.
    /// </summary>
    public IdentityNumber OtherNumber(MadeUpPerson person)
    {
        var birth = person.Number.BirthDate ?? person.BirthDate!.Value;
        var sex = person.Number.Sex ?? person.Sex!.Value;

        // The next million is not used yet.
        var kind =
            person.Number.Kind == IdentityDocumentKind.CitizenNumber
                ? IdentityDocumentKind.HongKongResidencePermit
                : IdentityDocumentKind.CitizenNumber;
        return MadeUpNumbers.Make(kind, Seed, person.Index + 1_000_000, birth.Year, sex);
    }

    private static int Age(Fate fate, Dice dice) =>
        fate switch
        {
            { NonApproval: NonApprovalReason.UnderSixteen } => 14,
            { NonApproval: NonApprovalReason.DrawingPension } or { Exit: ExitReason.BasicPension } => dice.Between(60, 63),
            _ => Within(Ages.Pick(dice), dice),
        };

    private static int Within((int From, int To) band, Dice dice) => dice.Between(band.From, band.To);

    private static List<string> Wishes(Dice dice)
    {
        var wishes = new List<string>();
        if (dice.Chance(0.82))
            wishes.Add("1");
        if (dice.Chance(0.24))
            wishes.Add("2");
        if (dice.Chance(0.07))
            wishes.Add("3");
        if (wishes.Count == 0 || dice.Chance(0.18))
            wishes.Add("4");
        return wishes;
    }
}
