using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>
/// Take over a person's registrations from an earlier system (历史数据导入), current and past, with their own dates (79/2020 (七), (八)). What the
/// record has already is accepted and changes nothing, so a file may be imported twice. All of them are taken over, or none.
/// </summary>
public sealed record ImportCases : PersonCommand
{
    public required IdentityNumber Number { get; init; }

    public required PersonName Name { get; init; }

    /// <summary>May only fill what the number leaves open, never contradict it.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <inheritdoc cref="BirthDate"/>
    public Sex? Sex { get; init; }

    /// <summary>Kept only where the register knows nothing of the person yet: what it knows is newer.</summary>
    public required PersonDetails Details { get; init; }

    public required ImportOrigin Import { get; init; }

    /// <summary>In any order; at least one.</summary>
    public required IReadOnlyList<CaseToImport> Cases { get; init; }
}

/// <summary>Which import brings a case, and how its figures are counted.</summary>
/// <param name="Id">The import.</param>
/// <param name="BaselineOn">
/// The stock at the end of this day is taken over as it was, and only what happened after it is counted; null: the history is counted
/// with its own dates, and what lies in periods that were submitted is an adjustment of the open one.
/// </param>
public sealed record ImportOrigin(Guid Id, DateOnly? BaselineOn) : Discreet
{
    /// <summary>
    /// It is all or nothing: what is imported waits for <see cref="SettleImport"/>, and until then no other command changes the record.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Held { get; init; }
}

/// <summary>One registration of an earlier system, as it was there.</summary>
public sealed record CaseToImport : Discreet
{
    /// <summary>The row of the file, from 1; refusals name it.</summary>
    public required int Row { get; init; }

    /// <summary>The number that it had there; not more than <see cref="FieldLimits.LegacyNumber"/> characters.</summary>
    public string? LegacyNumber { get; init; }

    public required string Office { get; init; }

    public required PlaceGround Ground { get; init; }

    public ByReferenceGroup? ByReference { get; init; }

    public required ApplicationChannel Channel { get; init; }

    public required UnemploymentReason Reason { get; init; }

    public string? OtherReason { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    /// <summary>Code list <c>job-wish</c>; may be empty: the earlier system may not have asked.</summary>
    public IReadOnlyList<string> JobWishes { get; init; } = [];

    public required DateOnly RegisteredOn { get; init; }

    /// <summary>Where the person worked before; null where that is not known.</summary>
    public FormerEmployer? FormerEmployer { get; init; }

    /// <summary>
    /// The platform's number of the application, which has its result: if the platform sends the application again, the register knows it.
    /// </summary>
    public PlatformApplicationNumber? PlatformNumber { get; init; }

    /// <summary>The latest day on which the person was reached; null where that is not known.</summary>
    public DateOnly? LastReachedOn { get; init; }

    public HardshipRecognition? Hardship { get; init; }

    /// <summary>Null while it is active.</summary>
    public ExitToImport? Exit { get; init; }
}

/// <summary>How a registration of an earlier system ended.</summary>
/// <param name="Reason">
/// One for which 79/2020 (四) has no code is <see cref="ExitReason.Other"/>, with the earlier system's own words: that it happened is history.
/// </param>
/// <param name="On">The first day on which it was no longer active.</param>
/// <param name="OtherReason">Given exactly when the reason is "other".</param>
public sealed record ExitToImport(ExitReason Reason, DateOnly On, string? OtherReason) : Discreet
{
    /// <inheritdoc cref="ExitDetails.Employer"/>
    public FormerEmployer? Employer { get; init; }
}

/// <summary>Where an imported registration comes from.</summary>
/// <param name="Import">The import.</param>
/// <param name="Row">The row of its file.</param>
/// <param name="On">The day of the import; what the office owed before it is the earlier system's.</param>
/// <param name="Number">The number that it had there.</param>
public sealed record ImportedFrom(Guid Import, int Row, DateOnly On, string? Number) : Discreet
{
    /// <summary>It was over when the baseline was taken, so no figure has it. If its exit is revoked, it comes in on that day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Uncounted { get; init; }

    /// <inheritdoc cref="CaseToImport.FormerEmployer"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FormerEmployer? FormerEmployer { get; init; }

    /// <inheritdoc cref="CaseToImport.PlatformNumber"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlatformApplicationNumber? PlatformNumber { get; init; }

    /// <summary>See <see cref="ImportOrigin.Held"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Held { get; init; }
}

/// <summary>An import brought a person whom the register did not know.</summary>
public sealed record PersonImported([property: Personal] PersonIdentity Identity, [property: Personal] PersonDetails Details, Guid Import)
    : PersonEvent;

/// <summary>A registration of an earlier system that is active.</summary>
/// <param name="BaselineOn">Counted as stock of the end of this day; null: as a new registration of its own day.</param>
public sealed record RegistrationImported([property: Personal] Registration Registration, RegistrationFacts Facts, DateOnly? BaselineOn)
    : PersonEvent,
        IDated
{
    DateOnly IDated.On => BaselineOn ?? Facts.RegisteredOn;
}

/// <summary>A registration of an earlier system that is over.</summary>
/// <param name="Case">How the statistics saw it, as it may be shown.</param>
/// <param name="Reason">Of its exit.</param>
/// <param name="On">The day of its exit.</param>
/// <param name="BaselineOn">
/// Counted as stock of the end of this day, and as an exit after it; null: as a new registration and an exit of their own days.
/// </param>
/// <param name="Uncounted">It was over when the baseline was taken: no figure has it.</param>
public sealed record PastRegistrationImported(
    [property: Personal] PastRegistration Past,
    StatisticalStatus Case,
    ExitReason Reason,
    DateOnly On,
    DateOnly? BaselineOn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Uncounted
) : PersonEvent, IDated;

/// <summary>
/// What history may be and must be. It obeys the rules of a registration with three exceptions, because it has happened: it was decided
/// late, its exit has a reason that is none today, and papers, checks and commitments are the earlier system's.
/// </summary>
internal static class ImportRules
{
    public static Decision Decide(PersonRecord record, ImportCases command, DecisionContext context)
    {
        if (record.AliasOf is not null || record.PendingMove is not null)
            return Decision.Refuse(new Refusal(RefusalCode.MovePending));
        if (Check(record, command, context) is { } invalid)
            return Decision.Refuse(invalid);

        List<PersonEvent> events = [];
        var identity = record.Identity;
        if (identity is null)
        {
            var number = command.Number;
            identity = new PersonIdentity(number, command.Name, number.BirthDate ?? command.BirthDate, number.Sex ?? command.Sex);
            events.Add(new PersonImported(identity, command.Details, command.Import.Id));
        }

        var details = record.Details ?? command.Details;
        var after = events.Aggregate(record, PersonFold.Apply);
        var serial = 0;
        foreach (var (i, one) in command.Cases.Index().OrderBy(one => one.Item.RegisteredOn))
        {
            if (IsThere(after, one, command.Import))
                continue;
            if (Conflict(after, one, FieldOf(i), context) is { } conflict)
                return Decision.Refuse(conflict);
            var happened = Imported(one, identity, details, command, context, context.Serials[serial], context.Serials[serial + 1]);
            serial += 2;
            events.Add(happened);
            after = PersonFold.Apply(after, happened);
        }

        return Decision.Accept(Outcomes.Of(OutcomeKind.CasesImported, after) with { Imported = serial / 2 }, events);
    }

    private static PersonEvent Imported(
        CaseToImport one,
        PersonIdentity identity,
        PersonDetails details,
        ImportCases command,
        DecisionContext context,
        int serial,
        int receipt
    )
    {
        var office = context.Offices.Find(one.Office)!;
        var region = office.CountingUnit.Value;
        var registration = new Registration
        {
            Number = RegistrationNumber.Create(region, context.Today, serial),
            Application = ApplicationNumber.Create(region, context.Today, receipt),
            Office = one.Office,
            Ground = one.Ground,
            ByReference = one.ByReference,
            Counted = Statistics.Counts(one.ByReference, office, identity.Number, one.RegisteredOn),
            Channel = one.Channel,
            Reason = one.Reason,
            OtherReason = one.OtherReason,
            UnemployedOn = one.UnemployedOn,
            JobWishes = one.JobWishes,
            RegisteredOn = one.RegisteredOn,
            FirstContactDue = Deadlines.Of(DutyKind.FirstContact, context.Today, one.Office, context),
            Service = ServiceOf(one, context),
            Imported = new ImportedFrom(command.Import.Id, one.Row, context.Today, one.LegacyNumber)
            {
                Uncounted = one.Exit?.On <= command.Import.BaselineOn,
                FormerEmployer = one.FormerEmployer,
                PlatformNumber = one.PlatformNumber,
                Held = command.Import.Held,
            },
        };
        var baseline = command.Import.BaselineOn is { } day && one.RegisteredOn <= day ? command.Import.BaselineOn : null;
        if (one.Exit is not { } exit)
            return new RegistrationImported(registration, Statistics.Facts(registration, identity, details), baseline);

        var ended = new ExitDetails
        {
            Reason = exit.Reason,
            On = exit.On,
            OtherReason = exit.OtherReason,
            Employer = exit.Employer,
            Evidence = new Evidence
            {
                Basis = EvidenceBasis.DataMatch,
                Source = SourceOf(command.Import.Id),
                MatchedAt = context.Now,
            },
        };
        return new PastRegistrationImported(
            new PastRegistration(registration, PastEnding.Exited, exit.On, ended),
            StatisticalStatuses.Of(registration, identity, details, context.Offices).Shown(),
            exit.Reason,
            exit.On,
            baseline,
            registration.Imported.Uncounted
        );
    }

    /// <summary>The source of an exit's evidence: the register learnt of it by an import, and checked nothing.</summary>
    public static string SourceOf(Guid import) => $"历史登记数据导入 {import:N}";

    /// <summary>A hardship check that fell due in the earlier system is not owed twice: the latest is made here.</summary>
    private static ServiceState ServiceOf(CaseToImport one, DecisionContext context) =>
        ServiceState.None with
        {
            FirstContactedOn = one.LastReachedOn,
            LastReachedOn = one.LastReachedOn,
            Hardship = one.Hardship,
            HardshipCheckedMonths = Deadlines
                .HardshipMonths.Where(months => FullMonths.FullOn(one.RegisteredOn, months) <= context.Today)
                .SkipLast(1)
                .LastOrDefault(),
        };

    private static Refusal? Check(PersonRecord record, ImportCases command, DecisionContext context) =>
        SubmissionRules.Identity(command.Number, command.BirthDate, command.Sex, context)
        ?? SubmissionRules.Contradicts(record, command.Number, command.Name, command.BirthDate, context)
        ?? Refusal.All(command.Cases.Select((one, i) => Case(command, one, FieldOf(i), context)));

    private static Refusal? Case(ImportCases command, CaseToImport one, string field, DecisionContext context)
    {
        if (context.Offices.Find(one.Office) is not { } office)
            return new Refusal(RefusalCode.UnknownOffice) { Field = $"{field}.office" };
        if (CaseScope.Check(context, one.Office) is { } scope)
            return scope with { Field = $"{field}.office" };

        // What is over stays where it was. What is active must be at an office that exists.
        if (one.Exit is null && Succession.Refusal(office, $"{field}.office", context) is { } ended)
            return ended;
        var birth = command.Number.BirthDate ?? command.BirthDate!.Value;
        return Refusal.All(
            SubmissionRules.GroupFits(command.Number, one.ByReference) is { } group ? group with { Field = $"{field}.byReference" } : null,
            one.RegisteredOn > context.Today ? Refusal.Invalid($"{field}.registeredOn", FieldRule.InFuture, atMost: context.Today) : null,
            Retirement.Age.FullYears(birth, one.RegisteredOn) < Reviewing.MinimumAge
                ? new Refusal(RefusalCode.UnderSixteen) { Field = $"{field}.registeredOn", Article = Reviewing.DefinitionArticle }
                : null,
            one.UnemployedOn > one.RegisteredOn
                ? Refusal.Invalid($"{field}.unemployedOn", FieldRule.AfterRegistration, atMost: one.RegisteredOn)
                : null,
            one.UnemployedOn < birth ? Refusal.Invalid($"{field}.unemployedOn", FieldRule.BeforeBirth) : null,
            DetailsRules.OtherReason(one.Reason, one.OtherReason, $"{field}.otherReason"),
            one.JobWishes.Count == 0 ? null : DetailsRules.JobWishes(one.JobWishes, $"{field}.jobWishes", context),
            FieldRules.OptionalText($"{field}.legacyNumber", one.LegacyNumber, FieldLimits.LegacyNumber),
            Reached(one, field, context),
            Exit(one, field, context)
        );
    }

    private static Refusal? Reached(CaseToImport one, string field, DecisionContext context) =>
        one.LastReachedOn is not { } reached ? null
        : reached > context.Today ? Refusal.Invalid($"{field}.lastReachedOn", FieldRule.InFuture, atMost: context.Today)
        : reached < one.RegisteredOn ? Refusal.Invalid($"{field}.lastReachedOn", FieldRule.BeforeRegistration, atLeast: one.RegisteredOn)
        : null;

    private static Refusal? Exit(CaseToImport one, string field, DecisionContext context) =>
        one.Exit is not { } exit
            ? null
            : Refusal.All(
                exit.On > context.Today ? Refusal.Invalid($"{field}.exit.on", FieldRule.InFuture, atMost: context.Today)
                    : exit.On < one.RegisteredOn
                        ? Refusal.Invalid($"{field}.exit.on", FieldRule.BeforeRegistration, atLeast: one.RegisteredOn)
                    : null,
                exit.Reason == ExitReason.Other ? FieldRules.Text($"{field}.exit.otherReason", exit.OtherReason, FieldLimits.Line)
                    : exit.OtherReason is not null ? Refusal.Invalid($"{field}.exit.otherReason", FieldRule.OnlyWithOtherReason)
                    : null
            );

    /// <summary>
    /// The record has it: from this row of this import, under the same number of the earlier system, or, where one of them has no such
    /// number, at the same office since the same day.
    /// </summary>
    private static bool IsThere(PersonRecord record, CaseToImport one, ImportOrigin import) =>
        All(record)
            .Any(there =>
                (there.Imported is { } from && from.Import == import.Id && from.Row == one.Row)
                || (
                    there.Imported is { Number: { } number } && one.LegacyNumber is { } given
                        ? string.Equals(number, given, StringComparison.Ordinal)
                        : there.RegisteredOn == one.RegisteredOn && string.Equals(there.Office, one.Office, StringComparison.Ordinal)
                )
            );

    /// <summary>
    /// Two registrations of one kind at the same time are one too many. One may begin on the day on which another ended; a by-reference
    /// case and an ordinary one are different kinds.
    /// </summary>
    private static Refusal? Conflict(PersonRecord record, CaseToImport one, string field, DecisionContext context)
    {
        // An application that is open is decided first: its approval would find what it asks for already there.
        RefusalCode? obstacle =
            one.Exit is not null ? null
            : record.Registration is not null ? RefusalCode.AlreadyRegistered
            : record.Application is { IsOpen: true } ? RefusalCode.NewerCaseOpen
            : null;
        if (obstacle is { } code)
        {
            return new Refusal(code)
            {
                Field = $"{field}.registeredOn",
                State = CaseScope.StateOf(record, context.Actor, context.Offices, context.Today),
            };
        }

        var overlaps =
            record.Past.Any(past =>
                past.Ending is PastEnding.Exited or PastEnding.BecameOrdinary
                && IsOrdinary(past.Registration.ByReference) == IsOrdinary(one.ByReference)
                && past.Registration.RegisteredOn < (one.Exit?.On ?? DateOnly.MaxValue)
                && one.RegisteredOn < past.EndedOn
            )
            || (
                record.Registration is { } now
                && IsOrdinary(now.ByReference) == IsOrdinary(one.ByReference)
                && now.RegisteredOn < (one.Exit?.On ?? DateOnly.MaxValue)
            );
        return overlaps ? Refusal.Invalid($"{field}.registeredOn", FieldRule.Overlaps) : null;
    }

    private static bool IsOrdinary(ByReferenceGroup? group) => group is null;

    /// <summary>The active one, and those that are over.</summary>
    internal static IEnumerable<Registration> All(PersonRecord record) =>
        record.Registration is { } active
            ? record.Past.Select(past => past.Registration).Append(active)
            : record.Past.Select(past => past.Registration);

    private static string FieldOf(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"cases[{index}]");
}

/// <summary>Folds what an import brings.</summary>
internal static class ImportFold
{
    public static PersonRecord Apply(PersonRecord record, PersonImported e) => record with { Identity = e.Identity, Details = e.Details };

    public static PersonRecord Apply(PersonRecord record, RegistrationImported e) =>
        Known(record, e.Registration) with
        {
            Registration = e.Registration,
        };

    public static PersonRecord Apply(PersonRecord record, PastRegistrationImported e) =>
        Known(record, e.Past.Registration) with
        {
            Past = PastCases.With(record.Past, e.Past),
        };

    /// <summary>The record with the number of the registration's application at the platform.</summary>
    private static PersonRecord Known(PersonRecord record, Registration registration) =>
        registration.Imported?.PlatformNumber is { } number && !PlatformJoining.IsKnown(record, number)
            ? record with
            {
                PlatformNumbers = [.. record.PlatformNumbers, number],
            }
            : record;
}
