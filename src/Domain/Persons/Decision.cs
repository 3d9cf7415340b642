using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>What the rules decide about a command: the events that follow and the answer, or a refusal. Exactly one of the two.</summary>
public sealed record Decision : Discreet
{
    private Decision(IReadOnlyList<PersonEvent> events, CommandOutcome? outcome, Refusal? refusal) =>
        (Events, Outcome, Refusal) = (events, outcome, refusal);

    /// <summary>May be empty: a command that asks for what is already so is accepted and changes nothing.</summary>
    public IReadOnlyList<PersonEvent> Events { get; }

    public CommandOutcome? Outcome { get; }

    public Refusal? Refusal { get; }

    /// <summary>
    /// Each event with the record just after it. Empty before <see cref="PersonDecider"/> has added what follows from a command by itself.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<DecisionStep> Steps { get; private init; } = [];

    /// <summary>The record after all events; null where there is none.</summary>
    [JsonIgnore]
    public PersonRecord? After => Steps.Count == 0 ? null : Steps[^1].After;

    public static Decision Accept(CommandOutcome outcome, params IReadOnlyList<PersonEvent> events) => new(events, outcome, null);

    public static Decision Refuse(Refusal refusal) => new([], null, refusal);

    /// <summary>Accepted, with the record after each event: so the commit does not fold them again.</summary>
    internal static Decision Accept(CommandOutcome outcome, IReadOnlyList<DecisionStep> steps) =>
        new([.. steps.Select(step => step.Event)], outcome, null) { Steps = steps };
}

/// <summary>One event of a decision.</summary>
/// <param name="Event">What happened.</param>
/// <param name="After">The record just after it.</param>
public sealed record DecisionStep(PersonEvent Event, PersonRecord After) : Discreet;

/// <summary>Returned with an accepted command: it was carried out, but there is something to know.</summary>
/// <param name="Code">Which hint.</param>
/// <param name="By">Subject of the clerk whom it is about.</param>
/// <param name="Since">From when on; null when not known.</param>
public sealed record OutcomeHint(HintCode Code, string? By, DateTimeOffset? Since) : Discreet;

/// <summary>The kinds of hints.</summary>
[JsonConverter(typeof(StrictEnumConverter<HintCode>))]
public enum HintCode
{
    /// <summary>Another clerk has claimed the duty that this contact fulfils: the person may be called twice.</summary>
    DutyClaimedByAnother,
}

/// <summary>
/// The answer to an accepted command, stored with its receipt and given again to a repeat. Holds nothing sensitive.
/// Members that do not apply are null.
/// </summary>
public sealed record CommandOutcome(OutcomeKind Kind, PersonId Person) : Discreet
{
    public ApplicationNumber? Application { get; init; }

    public ApplicationStatus? ApplicationStatus { get; init; }

    public RegistrationNumber? Registration { get; init; }

    /// <summary>The office that holds the case.</summary>
    public string? Office { get; init; }

    /// <summary>The last day for the next step: the review (the date given to the person), the first contact, the answer.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The day was computed with a calendar that is not official yet.</summary>
    public bool? DueProvisional { get; init; }

    /// <summary>Identifier of the transfer request, objection or application for a recognition.</summary>
    public string? Reference { get; init; }

    /// <summary>Fields whose values were stored as given, because they cannot be what they should be; null when there are none.</summary>
    public IReadOnlyList<string>? Unverified { get; init; }

    /// <summary>
    /// Fields of a repeated application that differ from the open one, which stays as it is; null when there are none.
    /// </summary>
    public IReadOnlyList<string>? NotTaken { get; init; }

    /// <summary>Of an import: how many registrations, contacts, services or exits it added; null for other commands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Imported { get; init; }

    /// <summary>What the caller should know although the command was carried out; null when nothing.</summary>
    public OutcomeHint? Hint { get; init; }
}

/// <summary>The result of an accepted command.</summary>
[JsonConverter(typeof(StrictEnumConverter<OutcomeKind>))]
public enum OutcomeKind
{
    /// <summary>A new application was accepted.</summary>
    Submitted,

    /// <summary>The same office applied again while an application is open: this is that application.</summary>
    ApplicationExists,

    /// <summary>Another office holds the case: a transfer was asked, or had been asked already.</summary>
    TransferRequested,

    /// <summary>A repeat from the platform updated the contact data.</summary>
    ContactUpdated,

    VerificationRecorded,
    CorrectionAsked,
    IdentityCorrected,
    Approved,
    NotApproved,
    Withdrawn,
    Transferred,
    TransferDeclined,
    Exited,

    /// <summary>The exit waits for a second person.</summary>
    ExitProposed,

    ExitRejected,
    ExitRevoked,
    DataCorrected,
    ObjectionRaised,
    ObjectionAnswered,
    Linked,
    Unlinked,

    /// <summary>The office of a record agreed that another number becomes its alias.</summary>
    LinkAgreed,

    CaseTaken,

    /// <summary>
    /// The record is an alias itself and cannot take the case: the sender takes its own case back (<see cref="TakeOverCase"/> to itself,
    /// with Undoes).
    /// </summary>
    CaseDeclined,

    MoveConfirmed,
    EnteredInError,

    /// <summary>The decision waits for a second person.</summary>
    Proposed,

    ProposalRejected,
    ContactRecorded,
    DutyClaimed,
    DutyReleased,
    DutySnoozed,
    PensionChecked,
    HardshipChecked,
    BenefitRecorded,
    ServiceRecorded,
    PolicyStepRecorded,
    GradeSet,
    Ticked,

    /// <summary>The revocation of a registration waits for a second person.</summary>
    RevocationProposed,

    RevocationRejected,
    NumberCorrected,
    MoveRedirected,
    RegistrationRevoked,

    /// <summary>Registrations of an earlier system are in the record, now or before.</summary>
    CasesImported,

    /// <summary>What an import brought stays, or is taken back.</summary>
    ImportSettled,
    InformingRecorded,

    /// <summary>An application of the platform shares the result of one of the person's applications.</summary>
    PlatformApplicationJoined,

    /// <summary>A row of a source was recorded; nothing follows by itself.</summary>
    MatchRecorded,

    /// <summary>A row of a source was recorded, and the office has to examine it.</summary>
    MatchToExamine,

    /// <summary>The same report, or a newer one, is known already: nothing changed.</summary>
    MatchIgnored,

    MatchJudged,
    MatchAnswered,

    /// <summary>Contacts, services or exits of an earlier system are in the record, now or before; or the record waits for them.</summary>
    HistoryImported,

    /// <summary>The certificate of the registration was issued, or had been on the same day; its number is the reference.</summary>
    CertificateIssued,
    CertificateRevoked,

    /// <summary>A recognition as a hardship person was applied for; the identifier of the application is the reference.</summary>
    HardshipApplied,
    HardshipExamined,
    HardshipRecognised,
    HardshipRefused,
    HardshipWithdrawn,
    HouseholdJoined,
    HouseholdLeft,
    HouseholdSettled,

    /// <summary>A matter was asked for; its number is the reference.</summary>
    MatterAsked,
    MatterWithdrawn,
    MatterObjected,

    /// <summary>A claim that was made at its system belongs to the person's case, now or before.</summary>
    MatterAttached,

    /// <summary>A claim that was made at its system opened a prefilled application, now or before.</summary>
    ApplicationPrefilled,

    /// <summary>An answer is recorded, now or before.</summary>
    MatterAnswered,

    /// <summary>A newer answer is known already: nothing changed.</summary>
    MatterAnswerOutdated,

    /// <summary>It is noted that a message about a matter arrived or was given up.</summary>
    MatterSentNoted,

    /// <summary>The person fulfils a rule and was told.</summary>
    PolicyTold,

    /// <summary>The person does not fulfil a rule any more.</summary>
    PolicyEnded,

    /// <summary>Nothing has become of a rule.</summary>
    PolicyUnchanged,
    ExchangeChoiceRecorded,
    AllowanceRecorded,

    /// <summary>A complaint about an office was made; its number is the reference, and the office above answers it.</summary>
    ComplaintRaised,
    ComplaintTaken,
    ComplaintAnswered,
    ComplaintWithdrawn,

    /// <summary>What a person said in a survey is recorded.</summary>
    SurveyAnswered,
    ContradictionSettled,

    /// <summary>The person is told of the use, or was on the same day, or need not be.</summary>
    UseNoted,
}

/// <summary>Makes the answers to accepted commands.</summary>
internal static class Outcomes
{
    public static CommandOutcome Of(OutcomeKind kind, PersonRecord record, Application application) =>
        new(kind, record.Id)
        {
            Application = application.Number,
            ApplicationStatus = application.Status,
            Office = application.Office,
            Due = application.IsOpen ? application.PromisedDue : null,
            DueProvisional = application.IsOpen && application.ReviewDue.Provisional ? true : null,
        };

    public static CommandOutcome Of(OutcomeKind kind, PersonRecord record, Registration registration) =>
        new(kind, record.Id) { Registration = registration.Number, Office = registration.Office };

    /// <summary>For what concerns the record as a whole.</summary>
    public static CommandOutcome Of(OutcomeKind kind, PersonRecord record) =>
        new(kind, record.Id)
        {
            Application = record.Application?.Number,
            ApplicationStatus = record.Application?.Status,
            Registration = record.Registration?.Number,
            Office = CaseScope.OfficeOf(record),
        };
}
