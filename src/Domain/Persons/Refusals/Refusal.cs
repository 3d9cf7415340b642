using System.Globalization;
using Grid.Domain.Calendar;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>A command that is not carried out: why, by which article, and what is allowed instead.</summary>
public sealed record Refusal(RefusalCode Code) : Discreet
{
    /// <summary>Article of the notice, e.g. "79/2020 (四)"; null where the refusal rests on no article.</summary>
    public string? Article { get; init; }

    /// <summary>The field of the request that is meant, as a JSON path (e.g. <c>details.health</c>).</summary>
    public string? Field { get; init; }

    /// <summary>Which rule the field breaks; null where <see cref="Code"/> says all.</summary>
    public FieldRule? Rule { get; init; }

    /// <summary>
    /// The cause in English words, as versions before <see cref="Rule"/> sent it; kept so that their messages can be read. Not written any
    /// more.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>
    /// The least that the rule allows, inclusive: a number of characters, an amount, a day (yyyy-MM-dd) or a moment (China time). Null
    /// where there is no such limit, or it would reveal something personal.
    /// </summary>
    public string? AtLeast { get; init; }

    /// <summary>The most that the rule allows, inclusive; written as <see cref="AtLeast"/>.</summary>
    public string? AtMost { get; init; }

    /// <summary>Codes or operations that are allowed instead.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>
    /// From when on the same command would not be refused for this, if the reason is a moment that lies ahead; null where waiting changes
    /// nothing.
    /// </summary>
    public DateTimeOffset? PassesAt { get; init; }

    /// <summary>What the case is now, where its state is the obstacle.</summary>
    public PresentState? State { get; init; }

    /// <summary>Further fields that break a rule: so that they can all be corrected at once.</summary>
    public IReadOnlyList<Refusal> Also { get; init; } = [];

    /// <summary>A field that breaks a rule. Limits are numbers, days or moments; both are inclusive.</summary>
    public static Refusal Invalid(string field, FieldRule rule, IFormattable? atLeast = null, IFormattable? atMost = null) =>
        new(RefusalCode.InvalidField)
        {
            Field = field,
            Rule = rule,
            AtLeast = Limit(atLeast),
            AtMost = Limit(atMost),
        };

    /// <summary>A code that is not in its list; <paramref name="list"/> is where to read the list.</summary>
    public static Refusal NotInList(string field, string list) =>
        new(RefusalCode.InvalidField)
        {
            Field = field,
            Rule = FieldRule.NotInList,
            Allowed = [list],
        };

    /// <summary>All of these as one: the first, with the others in <see cref="Also"/>. Null when none is a refusal.</summary>
    public static Refusal? All(params IEnumerable<Refusal?> found)
    {
        var refusals = found.OfType<Refusal>().SelectMany(refusal => refusal.Each()).ToList();
        return refusals.Count == 0 ? null : refusals[0] with { Also = refusals[1..] };
    }

    /// <summary>From when on nothing of it is an obstacle any more; null where time alone does not remove all of it.</summary>
    public DateTimeOffset? AllPassAt() =>
        Each().All(refusal => refusal.PassesAt is not null) ? Each().Max(refusal => refusal.PassesAt) : null;

    /// <summary>This one without the others, and the others.</summary>
    public IEnumerable<Refusal> Each() => [this with { Also = [] }, .. Also];

    private static string? Limit(IFormattable? limit) =>
        limit switch
        {
            null => null,
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset moment => moment
                .ToOffset(TimeSpan.FromHours(8))
                .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            _ => limit.ToString(null, CultureInfo.InvariantCulture),
        };
}

/// <summary>
/// The state of a case that prevents a command, so that a clerk reads what happened instead of "not possible". Shown only to those who
/// may work on the case; holds nothing about the person.
/// </summary>
public sealed record PresentState : Discreet
{
    /// <summary>A status: of an application, <c>registered</c>, <c>exited</c>, <c>exitProposed</c>, <c>claimed</c>, <c>open</c> …</summary>
    public required string Status { get; init; }

    /// <summary>Number of the application or registration.</summary>
    public string? Number { get; init; }

    /// <summary>The office that decided or holds it.</summary>
    public string? Office { get; init; }

    /// <summary>The day on which it became so.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The moment at which it became so, where known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Subject of the clerk who did it.</summary>
    public string? By { get; init; }

    /// <summary>First moment at which it is no longer so.</summary>
    public DateTimeOffset? Until { get; init; }

    internal static PresentState Of(Application application) =>
        new()
        {
            Status = EnumName.Of(application.Status),
            Number = application.Number.Value,
            Office = application.Office,
            On = application.DecidedOn ?? ChinaTime.DateOf(application.SubmittedAt),
        };

    internal static PresentState Of(Registration registration) =>
        new()
        {
            Status = "registered",
            Number = registration.Number.Value,
            Office = registration.Office,
            On = registration.RegisteredOn,
        };

    internal static PresentState Of(PastRegistration past) =>
        new()
        {
            Status = EnumName.Of(past.Ending),
            Number = past.Number.Value,
            Office = past.Registration.Office,
            On = past.EndedOn,
        };

    /// <summary>Of an active registration, with the exit that waits for its second person.</summary>
    internal static PresentState Of(Registration registration, Proposal? proposal) =>
        proposal is { Kind: ProposalKind.Exited } exit
            ? Of(registration, new ExitCheck(((RecordExit)exit.Command).Exit, exit.ProposedAt, exit.ProposedBy))
        : registration.ExitCheck is { } check ? Of(registration, check)
        : Of(registration);

    internal static PresentState Of(Registration registration, ExitCheck proposed) =>
        Of(registration) with
        {
            Status = "exitProposed",
            On = ChinaTime.DateOf(proposed.ProposedAt),
            At = proposed.ProposedAt,
            By = proposed.ProposedBy,
        };

    internal static PresentState Of(Objection objection) =>
        new()
        {
            Status = "open",
            Office = objection.Office,
            At = objection.RaisedAt,
            Until = ChinaTime.EndOf(objection.AnswerDue.Date),
        };

    internal static PresentState Of(Duty duty, DutyClaim claim) =>
        new()
        {
            Status = "claimed",
            Office = duty.Office,
            At = claim.Since,
            By = claim.By,
            Until = claim.Until,
        };
}
