using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// What a source says of a person: a lasting fact with its first day. One that is reported month by month (contributions) is one row for each
/// employer, whose last day moves; that is mapped at the edge.
/// </summary>
/// <param name="On">The first day: of the employment, the pension, the term; of a death its day.</param>
public sealed record MatchedFact(DateOnly On) : Discreet
{
    /// <summary>The last day, inclusive; null while it lasts, and where the source does not know.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The employer, or the business. Contributions without one are the person's own, and show no work.</summary>
    public FormerEmployer? Employer { get; init; }
}

/// <summary>Names a row among those that are known of a person.</summary>
/// <param name="Source">The source's id.</param>
/// <param name="Key">
/// A keyed hash of the source's own key, made at the edge: letters and digits. The key itself may hold the identity number.
/// </param>
public sealed record MatchRef(string Source, string Key) : Discreet;

/// <summary>One row of a source about this person, as it was last reported.</summary>
public sealed record KnownMatch : Discreet
{
    public required string Source { get; init; }

    public required string Key { get; init; }

    public required MatchTopic Topic { get; init; }

    /// <summary>The moment as of which the source says so. An older report of the same row changes nothing.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>What it says; null where the source has withdrawn the row.</summary>
    public MatchedFact? Fact { get; init; }

    /// <summary>Whether the source's name is that of the record; null where it gave none. The name itself is not stored.</summary>
    public bool? NameAgrees { get; init; }

    /// <summary>
    /// The day on which the register learnt what the row says now. It stays when the row is reported again, or only its last day moves.
    /// </summary>
    public required DateOnly LearntOn { get; init; }

    /// <summary>The first day as of which the row must have been reported to lead to an exit at once.</summary>
    public required DateOnly FreshFrom { get; init; }

    /// <summary>What the rule of the source allowed when it was learnt. A rule that changes later changes nothing that is known.</summary>
    public required MatchConsequence Allows { get; init; }

    /// <summary>The last day on which it is kept when no case needs it.</summary>
    public required DateOnly KeepUntil { get; init; }

    /// <summary>What the person said against it, the latest.</summary>
    public OwnStatement? Statement { get; init; }

    /// <summary>What the office found when it examined the row, the latest; see <see cref="IsJudged"/>.</summary>
    public MatchVerdict? Verdict { get; init; }

    [JsonIgnore]
    public MatchRef Row => new(Source, Key);

    /// <summary>
    /// The office has examined what the row says now. A row that says something else is a new hit; one that is only reported again is not.
    /// </summary>
    [JsonIgnore]
    public bool IsJudged => Verdict is { } verdict && SaysSame(verdict.Of, Fact);

    /// <summary>The office has found it wrong: it leads to nothing any more.</summary>
    [JsonIgnore]
    public bool IsWrong => IsJudged && !Verdict!.Right;

    /// <summary>Whether two reports say the same: since when, and where. Until when may move.</summary>
    internal static bool SaysSame(MatchedFact? one, MatchedFact? other) =>
        one is null || other is null ? one is null && other is null : one.On == other.On && IsSame(one.Employer, other.Employer);

    /// <summary>
    /// Whether this report of a row takes the place of the other: it is of a later moment. Of two of the same moment one that withdraws wins,
    /// then the later day, then the texts decide: any rule will do that does not depend on which came first.
    /// </summary>
    internal bool IsNewerThan(KnownMatch other)
    {
        if (AsOf != other.AsOf)
            return AsOf > other.AsOf;
        if (Fact is null || other.Fact is null)
            return Fact is null && other.Fact is not null;
        var order = Fact.On.CompareTo(other.Fact.On);
        if (order == 0)
            order = (Fact.Until ?? DateOnly.MaxValue).CompareTo(other.Fact.Until ?? DateOnly.MaxValue);
        if (order == 0)
            order = string.CompareOrdinal(Text(Fact.Employer), Text(other.Fact.Employer));
        if (order == 0)
            order = Comparer<bool?>.Default.Compare(NameAgrees, other.NameAgrees);
        return order > 0;
    }

    /// <summary>By the credit codes where both have one: the same name is spelt in many ways.</summary>
    internal static bool IsSame(FormerEmployer? one, FormerEmployer? other) =>
        one?.CreditCode is { } code && other?.CreditCode is { } otherCode
            ? code == otherCode
            : string.Equals(one?.Name, other?.Name, StringComparison.Ordinal);

    private static string Text(FormerEmployer? employer) => $"{employer?.Name}\n{employer?.CreditCode?.Value}";
}

/// <summary>What an office found when it examined a row. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<MatchFault>))]
public enum MatchFault
{
    /// <summary>非本人: the row is about another person.</summary>
    OtherPerson = 1,

    /// <summary>信息滞后: it is over, and the source has not learnt it yet.</summary>
    Outdated = 2,

    /// <summary>不属于就业: contributions of the person's own, a share in a firm, a name lent to one.</summary>
    NoSuchWork = 3,

    /// <summary>日期有误: it is so, but not since that day.</summary>
    WrongDay = 4,

    /// <summary>退出已撤销: the exit that rested on it was taken back. The register itself records this.</summary>
    ExitTakenBack = 5,

    /// <summary>其他, with a note.</summary>
    Other = 90,
}

/// <summary>What the office found about a row.</summary>
/// <param name="Right">It is as the source says.</param>
/// <param name="Fault">What is wrong with it; null where it is right.</param>
/// <param name="Of">What the row said then; null where it was withdrawn.</param>
/// <param name="On">The day.</param>
/// <param name="By">Who examined it, or took the exit back that rested on it.</param>
public sealed record MatchVerdict(bool Right, MatchFault? Fault, MatchedFact? Of, DateOnly On, string By) : Discreet
{
    public string? Note { get; init; }
}

/// <summary>The row on which an exit rests.</summary>
/// <param name="Row">Which.</param>
/// <param name="AtOnce">The source's rule ended the registration; false where a clerk confirmed it.</param>
public sealed record MatchedExit(MatchRef Row, bool AtOnce) : Discreet;

/// <summary>The rows of a record.</summary>
internal static class KnownMatches
{
    /// <summary>
    /// So many rows of one person at most: a record stays small, and a source that makes a new key each day is noticed.
    /// </summary>
    public const int Most = 24;

    public static KnownMatch? Find(PersonRecord record, MatchRef row) => record.Matches.FirstOrDefault(match => match.Row == row);

    /// <summary>With this row in its place; in the order of source and key.</summary>
    public static IReadOnlyList<KnownMatch> With(IEnumerable<KnownMatch> matches, KnownMatch one) =>
        [
            .. matches
                .Where(match => match.Row != one.Row)
                .Append(one)
                .OrderBy(match => match.Source, StringComparer.Ordinal)
                .ThenBy(match => match.Key, StringComparer.Ordinal),
        ];

    /// <summary>Those of two records; of the same row the newer report.</summary>
    public static IReadOnlyList<KnownMatch> Merge(IReadOnlyList<KnownMatch> present, IReadOnlyList<KnownMatch>? arriving)
    {
        foreach (var one in arriving ?? [])
        {
            if (present.FirstOrDefault(match => match.Row == one.Row) is not { } known || one.IsNewerThan(known))
                present = With(present, one);
        }

        return present;
    }
}
