using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>Record a contact or an attempt with a registered person (79/2020 (三), (四)). One that reached satisfies its month.</summary>
public sealed record RecordContact : PersonCommand
{
    /// <summary>When it happened; null for now. Not in the future, not before the registration, at most seven working days ago.</summary>
    public DateTimeOffset? At { get; init; }

    public required ContactChannel Channel { get; init; }

    public required ContactOutcome Outcome { get; init; }

    public string? Note { get; init; }

    public string? Skill { get; init; }

    public IReadOnlyList<string> Wishes { get; init; } = [];

    public DateTimeOffset? NextAppointment { get; init; }
}

/// <summary>A contact, or an attempt.</summary>
public sealed record ContactRecorded(
    DateOnly On,
    ContactChannel Channel,
    ContactOutcome Outcome,
    string Office,
    [property: Personal] Contact Contact
) : PersonEvent, IDated
{
    /// <summary>Which row of an import brought it; null where it was recorded here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportedRow? Imported { get; init; }
}

/// <summary>One contact with the person, or an attempt (联系记录), with what was learnt about the person's needs.</summary>
public sealed record Contact : Discreet
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required ContactChannel Channel { get; init; }

    public required ContactOutcome Outcome { get; init; }

    public string? Note { get; init; }

    /// <summary>Code list <c>education</c> or a trade in words; what the person can do.</summary>
    public string? Skill { get; init; }

    /// <summary>Code list <c>job-wish</c>.</summary>
    public IReadOnlyList<string> Wishes { get; init; } = [];

    /// <summary>When the person is contacted next by appointment.</summary>
    public DateTimeOffset? NextAppointment { get; init; }

    /// <summary>What cannot be in the fields above, as it was given; null when nothing.</summary>
    public IReadOnlyList<UnverifiedValue>? Unverified { get; init; }

    /// <summary>True when the person was reached.</summary>
    public bool Reached => Outcome is ContactOutcome.Reached or ContactOutcome.RefusedService or ContactOutcome.FoundWork;
}

/// <summary>How the person was contacted (联系方式), 79/2020 (三) 「通过电话、短信等方式」.</summary>
[JsonConverter(typeof(StrictEnumConverter<ContactChannel>))]
public enum ContactChannel
{
    Telephone = 1,
    ShortMessage = 2,
    Online = 3,
    FaceToFace = 4,
    HomeVisit = 5,
    Letter = 6,

    /// <summary>The person's own report over a link; counts because it was answered.</summary>
    OwnReport = 7,
}

/// <summary>The result of a contact. Neither a refusal nor silence ever closes a record, 79/2020 (四).</summary>
[JsonConverter(typeof(StrictEnumConverter<ContactOutcome>))]
public enum ContactOutcome
{
    /// <summary>Spoken with; still looking for work.</summary>
    Reached = 1,

    /// <summary>No answer: an attempt only.</summary>
    NotReached = 2,

    /// <summary>The number belongs to another person: an attempt only.</summary>
    WrongNumber = 3,

    /// <summary>Spoken with; does not want the offered service. No ground for an exit.</summary>
    RefusedService = 4,

    /// <summary>Spoken with; says to have found work. The exit is a separate step, with its evidence.</summary>
    FoundWork = 5,
}

/// <summary>Attempts of one month that did not reach the person.</summary>
public sealed record FailedAttempts(YearMonth Month, int Count) : Discreet;

/// <summary>
/// Contacts with a registered person (79/2020 (三), (四)). A refusal or silence is recorded, and leads only to more help.
/// </summary>
internal static class Contacting
{
    /// <summary>Why the job wishes differ after a contact.</summary>
    public const string WishesWhy = "联系时本人表达的就业意愿";

    public static Decision Decide(PersonRecord record, RecordContact given, DecisionContext context)
    {
        // A person's own report does not come from an office.
        var isOwn = context.Actor.Role == Role.Applicant && given.Channel == ContactChannel.OwnReport;
        if (ServiceScope.Check(record, context, out var registration, needsOffice: !isOwn) is { } closed)
            return Decision.Refuse(closed);
        var at = given.At ?? context.Now;
        if (Moment(at, registration, context) is { } wrongTime)
            return Decision.Refuse(wrongTime);
        if (Content(given) is { } wrong)
            return Decision.Refuse(wrong);

        var contact = Made(given, at, context.NewId.ToString("N"), context);
        var recorded = new ContactRecorded(ChinaTime.DateOf(at), contact.Channel, contact.Outcome, registration.Office, contact);
        var outcome = Outcomes.Of(OutcomeKind.ContactRecorded, record, registration) with
        {
            Reference = contact.Id,
            Hint = Hint(record, context),
            Unverified = UnverifiedData.Fields(contact.Unverified),
        };
        return Wishes(record, registration, contact, recorded.On) is { } wishes
            ? Decision.Accept(outcome, recorded, wishes)
            : Decision.Accept(outcome, recorded);
    }

    /// <summary>The contact as it is recorded, its side data sorted.</summary>
    public static Contact Made(RecordContact given, DateTimeOffset at, string id, DecisionContext context)
    {
        var (command, aside) = SideData.Of(given, at, context);
        return new Contact
        {
            Id = id,
            At = at,
            Channel = command.Channel,
            Outcome = command.Outcome,
            Note = command.Note,
            Skill = command.Skill,
            Wishes = command.Wishes,
            NextAppointment = command.NextAppointment,
            Unverified = aside,
        };
    }

    /// <summary>
    /// What the person wants now is the registration's job wish from now on (79/2020 (三)). It changes by the event of a correction, so that
    /// history, figures and the national platform follow. A contact that is recorded late does not undo what was said after it.
    /// </summary>
    private static DataCorrected? Wishes(PersonRecord record, Registration registration, Contact contact, DateOnly on)
    {
        if (!contact.Reached || contact.Wishes.Count == 0 || on < registration.Service.LastReachedOn)
            return null;
        var command = new CorrectData { Why = WishesWhy, JobWishes = contact.Wishes };
        var after = CorrectedRecord.Of(record, command, toApplication: false);
        var changes = DataChanges.Between(record, after, onApplication: false);
        return changes.Count == 0
            ? null
            : new DataCorrected(changes, command.Why, command, Statistics.Facts(after.Registration!, after.Identity!, after.Details));
    }

    /// <summary>
    /// A contact that happened is recorded whoever has the duty; but both clerks should know that the person may be called twice.
    /// </summary>
    private static OutcomeHint? Hint(PersonRecord record, DecisionContext context) =>
        record.Duties.FirstOrDefault(duty => WorkingOnDuties.IsCall(duty) && WorkingOnDuties.ClaimedByAnother(duty, context))
            is { Claim: { } claim }
            ? new OutcomeHint(HintCode.DutyClaimedByAnother, claim.By, claim.Since)
            : null;

    private static Refusal? Moment(DateTimeOffset at, Registration registration, DecisionContext context)
    {
        if (at > context.Now)
            return Refusal.Invalid("at", FieldRule.InFuture, atMost: context.Now);
        var earliest = Earliest(registration, context);
        if (ChinaTime.DateOf(at) < earliest)
            return Refusal.Invalid("at", FieldRule.TooLongAgo, atLeast: earliest);
        return ChinaTime.DateOf(at) < registration.RegisteredOn
            ? Refusal.Invalid("at", FieldRule.BeforeRegistration, atLeast: registration.RegisteredOn)
            : null;
    }

    /// <summary>The first day of which an office may record a contact today.</summary>
    public static DateOnly Earliest(Registration registration, DecisionContext context) =>
        Deadlines.CalendarOf(registration.Office, context).EarliestStart(context.Today, Deadlines.ContactRecordedWorkingDays);

    /// <summary>What cannot be, whenever it was.</summary>
    public static Refusal? Content(RecordContact command)
    {
        // A person's own report is an answer, so the person was reached.
        if (command is { Channel: ContactChannel.OwnReport, Outcome: ContactOutcome.NotReached or ContactOutcome.WrongNumber })
            return Refusal.Invalid("outcome", FieldRule.OwnReportWasAnswered);
        if (command is { Channel: not (ContactChannel.Telephone or ContactChannel.ShortMessage), Outcome: ContactOutcome.WrongNumber })
            return Refusal.Invalid("outcome", FieldRule.ChannelHasNoNumber);
        return null;
    }
}

/// <summary>Folds contacts into what the duties depend on. They may be recorded out of order, some days late.</summary>
internal static class ContactFold
{
    public static PersonRecord Apply(PersonRecord record, ContactRecorded e) =>
        e.Imported is not { } from
            ? record.WithService(s => Contacted(s, e.Contact, e.On))
            : ImportedFold.Marked(record, from, registration =>
                registration with
                {
                    Service = from.IsOld ? Earlier(registration.Service, e) : Contacted(registration.Service, e.Contact, e.On),
                }
            );

    /// <summary>
    /// One that is too old to be recorded here: it only tells when the person was reached. Attempts, an appointment, and what the person said
    /// then were the earlier system's to follow.
    /// </summary>
    private static ServiceState Earlier(ServiceState service, ContactRecorded e) =>
        e.Contact.Reached ? Reached(service, ContactOutcome.Reached, e.On) with { LikelyExit = service.LikelyExit } : service;

    private static ServiceState Contacted(ServiceState service, Contact contact, DateOnly on)
    {
        var next = contact.NextAppointment ?? (contact.Reached ? null : service.NextAppointment);
        return (contact.Reached ? Reached(service, contact.Outcome, on) : Failed(service, contact.Channel, on)) with
        {
            NextAppointment = next,
        };
    }

    private static ServiceState Reached(ServiceState service, ContactOutcome outcome, DateOnly on)
    {
        var month = YearMonth.Of(on);
        var saidHired = service.LikelyExit is { Reason: ExitReason.Hired };
        return service with
        {
            FirstContactedOn = service.FirstContactedOn is { } first && first < on ? first : on,
            LastReachedOn = service.LastReachedOn is { } last && last > on ? last : on,

            // One that is recorded late says nothing of the attempts of a later month.
            Failed = service.Failed is { } failed && failed.Month > month ? failed : null,
            VisitAskedOn = service.VisitAskedOn is { } asked && YearMonth.Of(asked) > month ? asked : null,
            LikelyExit =
                outcome == ContactOutcome.FoundWork ? service.LikelyExit ?? new LikelyExit(ExitReason.Hired, on)
                : saidHired && on >= service.LikelyExit!.On ? null
                : service.LikelyExit,
        };
    }

    private static ServiceState Failed(ServiceState service, ContactChannel channel, DateOnly on)
    {
        var month = YearMonth.Of(on);
        var failed = service.Failed switch
        {
            { } earlier when earlier.Month == month => earlier with { Count = earlier.Count + 1 },
            { } later when later.Month > month => later,
            _ => new FailedAttempts(month, 1),
        };

        // A visit is a visit even if no one was at home.
        var asks = failed.Month == month && failed.Count == ExpectedDuties.AttemptsBeforeVisit && !service.ReachedIn(month);
        return service with
        {
            Failed = failed,
            VisitAskedOn =
                channel == ContactChannel.HomeVisit ? null
                : asks ? service.VisitAskedOn ?? on
                : service.VisitAskedOn,
        };
    }
}
