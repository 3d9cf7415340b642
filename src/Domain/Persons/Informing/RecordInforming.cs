using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>The decision that the person or the family was informed of.</summary>
[JsonConverter(typeof(StrictEnumConverter<InformingSubject>))]
public enum InformingSubject
{
    /// <summary>登记退出.</summary>
    Exit = 1,

    /// <summary>不予登记.</summary>
    NonApproval = 2,

    /// <summary>撤销登记.</summary>
    Revocation = 3,
}

/// <summary>The result.</summary>
[JsonConverter(typeof(StrictEnumConverter<InformingOutcome>))]
public enum InformingOutcome
{
    Informed = 1,

    /// <summary>The person was not reached, or the letter came back.</summary>
    NotReached = 2,
}

/// <summary>
/// Record that the person was informed of the latest decision of a kind (79/2020 (四)) by telephone, letter or face to face, or that it was
/// tried. After a death it is the family who is informed.
/// </summary>
public sealed record RecordInforming : PersonCommand
{
    public required InformingSubject Of { get; init; }

    /// <summary>When it happened; null for now. Not in the future, and not before the day of the decision.</summary>
    public DateTimeOffset? At { get; init; }

    public required ContactChannel Channel { get; init; }

    public required InformingOutcome Outcome { get; init; }

    public string? Note { get; init; }
}

/// <summary>The moment and the clerk's words of an informing.</summary>
public sealed record InformingDetails(DateTimeOffset At, string? Note) : Discreet;

/// <summary>The person or the family was informed of a decision, or it was tried.</summary>
/// <param name="Number">Number of the registration, or of the application that was not approved.</param>
/// <param name="Office">The office that held the case of the decision.</param>
/// <param name="Family">The family was informed, because the person has died.</param>
public sealed record InformingRecorded(
    DateOnly On,
    InformingSubject Of,
    string Number,
    string Office,
    ContactChannel Channel,
    InformingOutcome Outcome,
    bool Family,
    [property: Personal] InformingDetails Details
) : PersonEvent, IDated;

/// <summary>An informing as the case keeps it, for those who read the case; the clerk's words are in the journal alone.</summary>
/// <param name="At">When it happened, or was tried.</param>
/// <param name="Family">The family was informed, because the person has died.</param>
public sealed record CaseInforming(InformingSubject Of, DateTimeOffset At, ContactChannel Channel, InformingOutcome Outcome, bool Family)
    : Discreet
{
    /// <summary>A case keeps this many, the latest; all are in the journal, and an office may record any number.</summary>
    public const int Kept = 10;
}

/// <summary>
/// Keeps informings with the case they are about: a registration that is over, or an application that was not approved. They move with
/// goes.
/// </summary>
internal static class InformingFold
{
    public static PersonRecord Apply(PersonRecord record, InformingRecorded e) =>
        e.Of != InformingSubject.NonApproval
            ? record with
            {
                Past =
                [
                    .. record.Past.Select(past =>
                        past.Number.Value == e.Number ? past with { Informings = With(past.Informings, e) } : past
                    ),
                ],
            }
        : record.Application is { } application && application.Number.Value == e.Number ? record with { Application = With(application, e) }
        : record.Prior is { Application: { } earlier } prior && earlier.Number.Value == e.Number
            ? record with
            {
                Prior = prior with { Application = With(earlier, e) },
            }
        : record;

    private static Application With(Application application, InformingRecorded e) =>
        application with
        {
            Informings = With(application.Informings, e),
        };

    private static CaseInforming[] With(IReadOnlyList<CaseInforming>? informings, InformingRecorded e) =>
        [
            .. (informings ?? [])
                .Append(new CaseInforming(e.Of, e.Details.At, e.Channel, e.Outcome, e.Family))
                .OrderBy(one => one.At)
                .TakeLast(CaseInforming.Kept),
        ];
}

/// <summary>The decision must be there, the moment must lie after it, and no message goes to the dead.</summary>
internal static class InformingRules
{
    public static Decision Decide(PersonRecord record, RecordInforming command, DecisionContext context)
    {
        if (Subject(record, command.Of) is not { } subject)
            return Decision.Refuse(new Refusal(RefusalCode.NothingToInformOf) { Field = "of" });
        if (CaseScope.Check(context, subject.Office) is { } scope)
            return Decision.Refuse(scope);
        var at = command.At ?? context.Now;
        if ((Moment(at, subject, context) ?? Channel(command.Channel, subject) ?? Note(command.Note)) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.InformingRecorded, record) with
            {
                Office = subject.Office,
            },
            new InformingRecorded(
                ChinaTime.DateOf(at),
                command.Of,
                subject.Number,
                subject.Office,
                command.Channel,
                command.Outcome,
                subject.Dead,
                new InformingDetails(at, command.Note)
            )
        );
    }

    private static Informable? Subject(PersonRecord record, InformingSubject of) =>
        of switch
        {
            InformingSubject.Exit => PastCases.LatestExit(record) is { } exit
                ? new Informable(
                    exit.Number.Value,
                    exit.Registration.Office,
                    exit.ExitDecidedOn ?? exit.EndedOn,
                    exit.Exit?.Reason == ExitReason.Death
                )
                : null,
            InformingSubject.NonApproval => record.Application is { Status: ApplicationStatus.NotApproved, DecidedOn: { } on } application
                ? new Informable(application.Number.Value, application.Office, on, Dead: false)
                : null,
            InformingSubject.Revocation => RevocationRules.Latest(record) is { Revocation: { } revocation } past
                ? new Informable(past.Number.Value, past.Registration.Office, revocation.On, past.Exit?.Reason == ExitReason.Death)
                : null,
            _ => null,
        };

    private static Refusal? Moment(DateTimeOffset at, Informable subject, DecisionContext context) =>
        at > context.Now ? Refusal.Invalid("at", FieldRule.InFuture, atMost: context.Now)
        : ChinaTime.DateOf(at) < subject.DecidedOn ? Refusal.Invalid("at", FieldRule.BeforeDecision, atLeast: subject.DecidedOn)
        : null;

    /// <summary>A message goes to the person's own number, and a report comes from the person: neither is possible after a death.</summary>
    private static Refusal? Channel(ContactChannel channel, Informable subject) =>
        channel == ContactChannel.OwnReport || (subject.Dead && channel is ContactChannel.ShortMessage or ContactChannel.Online)
            ? Refusal.Invalid("channel", FieldRule.ChannelDoesNotInform)
            : null;

    private static Refusal? Note(string? note) => note is null ? null : FieldRules.Text("note", note, FieldLimits.Note);

    private sealed record Informable(string Number, string Office, DateOnly DecidedOn, bool Dead) : Discreet;
}
