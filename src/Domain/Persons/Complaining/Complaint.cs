using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// A complaint of the person about an office (投诉): that papers were asked for, that nobody called … (79/2020 (十四)). The office above
/// answers it, never the office itself.
/// </summary>
/// <param name="Id">The number that the person is given.</param>
/// <param name="Office">The office complained of.</param>
/// <param name="Owner">The office above it, whose complaint it is.</param>
/// <param name="AnswerDue">The last day for the answer, as the person was told.</param>
public sealed record Complaint(string Id, ComplaintKind Kind, string Office, string Owner, DateOnly RaisedOn, Deadline AnswerDue) : Discreet
{
    /// <summary>The person's own words; null once the complaint is over: they stay in the journal.</summary>
    public string? Text { get; init; }

    /// <summary>When the office above took it; null while nobody has.</summary>
    public DateOnly? TakenOn { get; init; }

    /// <summary>Subject of who took it.</summary>
    public string? TakenBy { get; init; }

    /// <summary>The office complained of may see it, to say what happened. Until then it does not know of it.</summary>
    public bool PassedOn { get; init; }

    /// <summary>How it ended; null while it is open.</summary>
    public ComplaintEnd? End { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>The answer: what was found, and the measures that were taken.</summary>
    public string? Answer { get; init; }

    [JsonIgnore]
    public bool IsOpen => End is null;
}

/// <summary>What a person complains of. Code list <c>complaint-kind</c>; the values are stored, never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<ComplaintKind>))]
public enum ComplaintKind
{
    /// <summary>Papers were asked for, against 79/2020 (二).</summary>
    PapersAsked = 1,

    /// <summary>Nobody contacted the person, against 79/2020 (三), (四).</summary>
    NotContacted = 2,

    /// <summary>The application was not accepted, or the person was sent elsewhere, against 79/2020 (一), (二).</summary>
    NotAccepted = 3,

    /// <summary>Not decided in time, against 79/2020 (三).</summary>
    Late = 4,

    /// <summary>No service was given, against 79/2020 (三).</summary>
    NotServed = 5,

    /// <summary>How somebody was treated.</summary>
    Conduct = 6,

    Other = 9,
}

/// <summary>How a complaint ended. The values are stored, never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<ComplaintEnd>))]
public enum ComplaintEnd
{
    WellFounded = 1,
    NotWellFounded = 2,

    /// <summary>The person took it back.</summary>
    Withdrawn = 3,
}

/// <summary>Who may see and handle what is about an office: its own people do not, those of the office above do.</summary>
public static class OfficesAbove
{
    /// <summary>The office above this one on the day; null at the top.</summary>
    public static string? Of(string office, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Offices.Find(office) is { } known ? context.Offices.SupervisorOf(known, context.Today)?.Code.Value : null;
    }

    /// <summary>
    /// The office that owes the answer now: the owner, or the one that took over from it. Where that is the one that the matter is about, or
    /// took over from that too, the office above.
    /// </summary>
    internal static string OwnerNow(string about, string owner, DecisionContext context)
    {
        var (own, same) = (Succession.InChargeOf(owner, context), Succession.InChargeOf(about, context));
        return own == same ? Of(own, context) ?? own : own;
    }

    /// <summary>Null where the actor is of the owner or above it and not of the office that it is about.</summary>
    internal static Refusal? Check(string about, string owner, DecisionContext context) =>
        Covers(about, OwnerNow(about, owner, context), context.Actor, context.Offices, context.Today)
            ? null
            : new Refusal(RefusalCode.NotYourCase);

    /// <summary>
    /// Whether the actor handles what is about the office. Of two offices of one region the supervisor of each reaches the other; so the own
    /// office is left out by its code, not by its region. The office at the top has none above it and handles what is about itself.
    /// </summary>
    public static bool Covers(string about, string owner, Actor actor, Regions.OfficeDirectory offices, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(offices);
        return (about == owner || !IsOf(about, actor, offices, on)) && CaseScope.Covers(actor, owner, offices, on);
    }

    /// <summary>Whether the actor is of this office, or of the one that took over from it.</summary>
    private static bool IsOf(string office, Actor actor, Regions.OfficeDirectory offices, DateOnly on) =>
        string.Equals(actor.Office, office, StringComparison.Ordinal)
        || (
            offices.Find(office) is { } ended
            && offices.SuccessorOf(ended, on) is { } next
            && string.Equals(actor.Office, next.Code.Value, StringComparison.Ordinal)
        );
}
