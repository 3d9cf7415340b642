using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Retirement;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Correct recorded data; a null member stays as it is. Who, why, before and after go to the journal. The identity number cannot be
/// corrected.
/// </summary>
public sealed record CorrectData : PersonCommand
{
    /// <summary>Why the data are corrected.</summary>
    public required string Why { get; init; }

    public PersonName? Name { get; init; }

    public TelephoneNumber? Telephone { get; init; }

    public string? Address { get; init; }

    public string? Health { get; init; }

    public string? DisabilityGrade { get; init; }

    public string? Education { get; init; }

    public string? EthnicGroup { get; init; }

    public string? HukouNature { get; init; }

    public string? HukouRegion { get; init; }

    /// <inheritdoc cref="PersonDetails.RetirementCategory"/>
    public RetirementCategory? RetirementCategory { get; init; }

    /// <summary>Of the person's profile what is given here; null when nothing.</summary>
    public PersonProfile? Profile { get; init; }

    public PlaceGround? Ground { get; init; }

    /// <summary>The by-reference group of the open application; see <see cref="GroupCorrection"/>.</summary>
    public GroupCorrection? Group { get; init; }

    public UnemploymentReason? Reason { get; init; }

    public string? OtherReason { get; init; }

    public DateOnly? UnemployedOn { get; init; }

    public IReadOnlyList<string>? JobWishes { get; init; }

    /// <summary>The former employer of the latest application, as the person states it.</summary>
    public FormerEmployer? FormerEmployer { get; init; }

    /// <summary>Who acts for the person, from now on; recorded with the latest application.</summary>
    public Representative? Representative { get; init; }

    /// <summary>Those of these values that do not fit their fields; set by the rule, null when none.</summary>
    public IReadOnlyList<UnverifiedValue>? Unverified { get; init; }

    /// <summary>Optional data that are wrong and are removed, with what was stored of them as unverified; null when none.</summary>
    public IReadOnlyList<RemovableField>? Remove { get; init; }
}

/// <summary>Optional data that a correction may remove without a new value.</summary>
[JsonConverter(typeof(StrictEnumConverter<RemovableField>))]
public enum RemovableField
{
    /// <summary>A number that belongs to another person: messages wait in the person's inbox until there is a new one.</summary>
    Telephone = 1,
    Address = 2,
    Education = 3,
    EthnicGroup = 4,
    HukouNature = 5,
    HukouRegion = 6,
    FormerEmployer = 7,

    /// <summary>Only what was stored as unverified of it.</summary>
    DisabilityGrade = 8,

    /// <summary>Only what was stored as unverified of them.</summary>
    JobWishes = 9,

    /// <summary>Only what was stored as unverified of it.</summary>
    OtherReason = 10,
    Occupation = 11,
    Skills = 12,
    Categories = 13,
    GraduatedOn = 14,
    Community = 15,
    SocialSecurityCard = 16,
    EmploymentCertificate = 17,

    /// <summary>No one acts for the person any more.</summary>
    Representative = 18,
}

/// <summary>The by-reference group is another one, or the person is an ordinary applicant.</summary>
/// <param name="To">The right group; null for none.</param>
public sealed record GroupCorrection(ByReferenceGroup? To) : Discreet;

/// <summary>Recorded data were corrected.</summary>
public sealed record DataCorrected(
    [property: Personal] IReadOnlyList<DataChange> Changes,
    [property: Personal] string Why,
    [property: Personal] CorrectData Correction,
    RegistrationFacts? FactsAfter
) : PersonEvent
{
    /// <summary>
    /// True where the fields of the case are those of the open application; null where they are the registration's, if one is active.
    /// </summary>
    public bool? OnApplication { get; init; }
}

/// <summary>One corrected field: its name in the API, and its value before and after (null: there was, or is, none).</summary>
public sealed record DataChange(string Field, string? Before, string? After) : Discreet;

/// <summary>Corrections of recorded data: who, why, before and after are journalled.</summary>
internal static class Correcting
{
    public static Decision Decide(PersonRecord record, CorrectData command, DecisionContext context)
    {
        if (record.Identity is null || CaseScope.OfficeOf(record) is not { } office)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownPerson));

        // What is under review is corrected first: a check that contradicts it must not make approval impossible.
        var onApplication = record.Application is { IsOpen: true };
        if (Scope(record, command, office, context) is { } scope)
            return Decision.Refuse(scope);
        if (FieldRules.Text("note", command.Why, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);

        if (Checking.Category("retirementCategory", command.RetirementCategory, record) is { } wrongCategory)
            return Decision.Refuse(wrongCategory);

        if (TakenOutAndGiven(command) is { } twice)
            return Decision.Refuse(twice);

        // The code as read from a paper is stored as given, like that of an application.
        var aside = new List<UnverifiedValue>();
        command = command with
        {
            FormerEmployer = SideData.Employer(command.FormerEmployer, "formerEmployer", aside),
            HukouRegion = command.HukouRegion is { } region ? SideData.HukouRegion(region) ?? region : null,
            JobWishes = command.JobWishes is { } said ? [.. said.Distinct(StringComparer.Ordinal)] : null,
            Profile = ProfileRules.Normal(command.Profile),
            Unverified = aside.Count == 0 ? null : aside,
        };
        var after = CorrectedRecord.Of(record, command, onApplication);
        if (DetailsRules.Check(command, after.Details!, record.Identity.BirthDate, context) is { } wrong)
            return Decision.Refuse(wrong);
        if ((command.FormerEmployer is not null || command.Representative is not null || aside.Count > 0) && record.Application is null)
            return Decision.Refuse(CaseScope.NotOpen(record, context));
        if (RepresentativeRules.Check(command.Representative, record.Identity, context) is { } wrongRepresentative)
            return Decision.Refuse(wrongRepresentative);
        if (CaseRule(record, after, command, context) is { } wrongCase)
            return Decision.Refuse(wrongCase);

        var changes = DataChanges.Between(record, after, onApplication);
        if (changes.Count == 0)
            return Decision.Refuse(new Refusal(RefusalCode.NothingChanges));

        var facts = after.Registration is { } active ? Statistics.Facts(active, after.Identity!, after.Details) : null;
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.DataCorrected, record) with
            {
                Unverified = UnverifiedData.Fields(command.Unverified),
            },
            new DataCorrected(changes, command.Why, command, facts) { OnApplication = onApplication ? true : null }
        );
    }

    private static Refusal? TakenOutAndGiven(CorrectData command) =>
        Refusal.All(
            (command.Remove ?? []).Select(
                (field, i) =>
                    IsGiven(field, command)
                        ? Refusal.Invalid(string.Create(CultureInfo.InvariantCulture, $"remove[{i}]"), FieldRule.RemovedAndGiven)
                        : null
            )
        );

    private static bool IsGiven(RemovableField field, CorrectData c) =>
        field switch
        {
            RemovableField.Telephone => c.Telephone is not null,
            RemovableField.Address => c.Address is not null,
            RemovableField.Education => c.Education is not null,
            RemovableField.EthnicGroup => c.EthnicGroup is not null,
            RemovableField.HukouNature => c.HukouNature is not null,
            RemovableField.HukouRegion => c.HukouRegion is not null,
            RemovableField.FormerEmployer => c.FormerEmployer is not null,
            RemovableField.DisabilityGrade => c.DisabilityGrade is not null,
            RemovableField.JobWishes => c.JobWishes is not null,
            RemovableField.OtherReason => c.OtherReason is not null,
            RemovableField.Representative => c.Representative is not null,
            _ => ProfileRules.Fields(c.Profile).Any(one => one.Field == field && one.Text is not null),
        };

    /// <summary>Who holds the registration or the open application; fields of the case are of the one that is corrected.</summary>
    private static Refusal? Scope(PersonRecord record, CorrectData command, string office, DecisionContext context)
    {
        if (record.Application is not { IsOpen: true } open)
            return CaseScope.Check(context, office);
        return !TouchesCase(command) && CaseScope.Covers(context.Actor, office, context.Offices, context.Today)
            ? null
            : CaseScope.Check(context, open.Office);
    }

    private static bool TouchesCase(CorrectData command) =>
        command is not { Ground: null, Group: null, Reason: null, OtherReason: null, UnemployedOn: null, JobWishes: null };

    private static Refusal? CaseRule(PersonRecord record, PersonRecord after, CorrectData command, DecisionContext context)
    {
        if (!TouchesCase(command))
            return null;
        var open = after.Application is { IsOpen: true } application ? application : null;
        if ((open?.Reason ?? after.Registration?.Reason) is not { } stated)
            return CaseScope.NotRegistered(record, context);
        if (DetailsRules.OtherReason(stated, open is null ? after.Registration!.OtherReason : open.OtherReason, "otherReason") is { } wrong)
            return wrong;
        if (command.JobWishes is { } wishes && DetailsRules.JobWishes(wishes, "jobWishes", context) is { } wrongWish)
            return wrongWish;
        if (command.Group is { } group && GroupRule(record, open, group) is { } wrongGroup)
            return wrongGroup;
        if (command.UnemployedOn is not { } since)
            return null;
        var last = open is null ? record.Registration!.RegisteredOn : ChinaTime.DateOf(open.SubmittedAt);
        if (since > last)
            return Refusal.Invalid("unemployedOn", open is null ? FieldRule.AfterRegistration : FieldRule.AfterSubmission, atMost: last);
        return since < record.Identity!.BirthDate ? Refusal.Invalid("unemployedOn", FieldRule.BeforeBirth) : null;
    }

    /// <summary>
    /// A registration becomes an ordinary one by an application of its own, never by a correction: it would enter the stock without a
    /// review.
    /// </summary>
    private static Refusal? GroupRule(PersonRecord record, Application? open, GroupCorrection group)
    {
        if (open is null)
            return Refusal.Invalid("byReference", FieldRule.OnlyOnApplication) with { Allowed = ["applications.submit"] };
        return group.To is not null && record.Registration is not null
            ? Refusal.Invalid("byReference", FieldRule.ByReferenceIsActive)
            : null;
    }
}
