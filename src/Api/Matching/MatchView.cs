using Grid.Api.OpenApi;
using Grid.Api.Views;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Matching;

/// <summary>What a source reports of the person, and what it means for the case.</summary>
public sealed record MatchView
{
    /// <summary>Id of the source.</summary>
    public required string Source { get; init; }

    public required string Key { get; init; }

    /// <summary><c>employment</c>, <c>contributions</c>, <c>business</c>, <c>pension</c> …</summary>
    [NamesOf<MatchTopic>]
    public required string Kind { get; init; }

    /// <summary>
    /// For the open application, else for the active registration: <c>nothing</c>, <c>evidence</c>, <c>staleWork</c> (the lost work is still in
    /// the data: check by hand, the clock runs), <c>task</c> or <c>exit</c>. Absent where there is neither.
    /// </summary>
    [NamesOf<MatchMeaning>]
    public string? Meaning { get; init; }

    /// <summary>The check of an application to which it speaks, where there is one.</summary>
    [NamesOf<VerificationSubject>]
    public string? Subject { get; init; }

    /// <summary>The moment as of which the source says so.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>True where the source has withdrawn it.</summary>
    public bool? Withdrawn { get; init; }

    public DateOnly? On { get; init; }

    /// <summary>The last day, inclusive; absent while it lasts.</summary>
    public DateOnly? Until { get; init; }

    public EmployerBody? Employer { get; init; }

    /// <summary>Whether the source's name is the register's; absent where it gave none.</summary>
    public bool? NameAgrees { get; init; }

    /// <summary>The day on which the register learnt what it says now.</summary>
    public required DateOnly LearntOn { get; init; }

    /// <summary>What the person says against it.</summary>
    public StatementView? Statement { get; init; }

    /// <summary>What the office found; absent where what it says now has not been examined.</summary>
    public FindingView? Finding { get; init; }

    internal static IReadOnlyList<MatchView>? List(PersonRecord record) =>
        record.Matches.Count == 0 ? null : [.. record.Matches.Select(match => Of(record, match))];

    private static MatchView Of(PersonRecord record, KnownMatch match) =>
        new()
        {
            Source = match.Source,
            Key = match.Key,
            Kind = EnumName.Of(match.Topic),
            Meaning =
                record.Application is { IsOpen: true } open ? EnumName.Of(MatchMeanings.On(open, match))
                : record.Registration is { } active ? EnumName.Of(MatchMeanings.On(active, match))
                : null,
            Subject = MatchMeanings.SubjectOf(match.Topic) is { } subject ? EnumName.Of(subject) : null,
            AsOf = match.AsOf,
            Withdrawn = match.Fact is null ? true : null,
            On = match.Fact?.On,
            Until = match.Fact?.Until,
            Employer = EmployerBody.Of(match.Fact?.Employer, null, "employer"),
            NameAgrees = match.NameAgrees,
            LearntOn = match.LearntOn,
            Statement = StatementView.Of(match.Statement),
            Finding = FindingView.Of(match),
        };
}

/// <summary>What the office found about a row.</summary>
/// <param name="Fault">Absent where it is right.</param>
/// <param name="By">Who examined it, or took the exit back that rested on it.</param>
public sealed record FindingView(bool Right, [NamesOf<MatchFault>] string? Fault, DateOnly On, string By, string? Note)
{
    internal static FindingView? Of(KnownMatch match) =>
        match is { IsJudged: true, Verdict: { } verdict }
            ? new FindingView(
                verdict.Right,
                verdict.Fault is { } fault ? EnumName.Of(fault) : null,
                verdict.On,
                verdict.By,
                Mask.Text(verdict.Note)
            )
            : null;
}
