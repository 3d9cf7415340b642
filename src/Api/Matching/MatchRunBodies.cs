using Grid.Api.Importing.Reading;
using Grid.Api.OpenApi;
using Grid.Api.Platform;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Matching;

namespace Grid.Api.Matching;

/// <summary>A delivery that is to come.</summary>
public sealed record MatchRunBody : IRequest<MatchRunBody>
{
    private const int MostRows = 100_000_000;

    /// <summary>Id of the source.</summary>
    public string? Source { get; init; }

    /// <summary>The moment as of which the source says what its rows say.</summary>
    public string? AsOf { get; init; }

    /// <summary>How many rows it has: it is not run before all of them are there. Absent: one file is sent, which has its end.</summary>
    public int? Rows { get; init; }

    public static MatchRunBody Example { get; } =
        new()
        {
            Source = "employment",
            AsOf = "2026-11-21T00:00:00+08:00",
            Rows = 184_203,
        };

    internal (MatchingSource Source, DateTimeOffset AsOf, int? Rows) Read(Fields fields, MatchingSources sources)
    {
        var source = sources.Find(Source);
        if (source is null)
            fields.Wrong("source", Source is null ? FieldCodes.Required : FieldCodes.NotInList, [.. sources.All.Select(one => one.Id)]);
        var asOf = fields.Moment(AsOf, "asOf", required: true);
        if (asOf > fields.Now)
            fields.Wrong("asOf", FieldCodes.InFuture);
        if (Rows is < 0 or > MostRows)
            fields.Beyond("rows", FieldCodes.OutOfRange, 0, MostRows);
        fields.ThrowIfWrong();
        return (source!, asOf!.Value, Rows);
    }
}

/// <summary>What an operator allows a run that has reached its limit.</summary>
public sealed record MatchAllowanceBody : IRequest<MatchAllowanceBody>
{
    private const int Most = 1_000_000;

    /// <summary>So many tasks, exits and exits taken back more.</summary>
    public int? Consequences { get; init; }

    /// <summary>Why: who of the source confirmed the rows, for example.</summary>
    public string? Note { get; init; }

    public static MatchAllowanceBody Example { get; } = new() { Consequences = 500, Note = "已与人社信息中心核对,本月集中入职属实" };

    internal (int More, string Reason) Read(Fields fields)
    {
        if (Consequences is null)
            fields.Wrong("consequences", FieldCodes.Required);
        else if (Consequences is < 1 or > Most)
            fields.Beyond("consequences", FieldCodes.OutOfRange, 1, Most);
        var reason = OrderBody.ReadNote(fields, Note);
        fields.ThrowIfWrong();
        return (Consequences!.Value, reason!);
    }
}

/// <summary>A run that was opened.</summary>
/// <param name="Rows">How many rows it has; absent where a file is sent.</param>
/// <param name="Complete">What is missing in it will be withdrawn.</param>
/// <param name="Href">Where its rows or its file are sent.</param>
public sealed record MatchRunOpenedView(string Id, string Source, long? Rows, bool Complete, string Href);

/// <summary>What an order made of a run.</summary>
/// <param name="Allowed">How many consequences it may have; absent where it ended.</param>
public sealed record MatchRunTurnView(string Id, [NamesOf<MatchRunStatus>] string Status, long? Allowed);

/// <summary>What became of a part of a delivery.</summary>
/// <param name="Next">Number of the row with which the next part begins, from 0.</param>
/// <param name="Faulty">Rows of this part that could not be read; they are counted and not used.</param>
/// <param name="Faults">What is wrong with them, the first hundred.</param>
/// <param name="Whole">All rows of the delivery are there: it can be closed.</param>
public sealed record MatchRowsView(long Next, int Faulty, IReadOnlyList<MatchFaultView> Faults, bool Whole);

/// <summary>What is wrong with a row.</summary>
/// <param name="Row">Its number in the delivery, from 0; of a file the number that an office program shows beside the row, from 1, and 0 for
/// the file as a whole.</param>
/// <param name="Field">Which member or column; absent where the row or the file is wrong as a whole.</param>
/// <param name="Text">In the language of the request.</param>
public sealed record MatchFaultView(long Row, string? Field, string Code, string Text)
{
    internal static MatchFaultView Of(ImportFault fault, Language language) =>
        new(fault.Row, fault.Field, fault.Code, fault.Text(language));

    internal static MatchFaultView Of(FeedFault fault, Language language) =>
        new(fault.Row, fault.Field, fault.Code, FieldCodes.TextOf(fault.Code).In(language));
}

/// <summary>The latest deliveries, the newest first.</summary>
public sealed record MatchRunsView(IReadOnlyList<MatchRunView> Items);

/// <summary>A delivery, in numbers.</summary>
/// <param name="Status"><c>receiving</c>, <c>running</c>, <c>asking</c> (an operator decides), <c>done</c> or <c>cancelled</c>.</param>
/// <param name="Expected">How many rows it has; absent until its file was read to its end.</param>
/// <param name="Received">How many have come.</param>
/// <param name="Hits">Rows about persons who have a case, and missing ones that were withdrawn.</param>
/// <param name="Processed">Hits that went to their persons.</param>
/// <param name="Tasks">Of these, those that an office has to examine.</param>
/// <param name="Exits">Of these, those that ended a registration.</param>
/// <param name="Undone">Of these, those that took back an exit.</param>
/// <param name="Refused">Of these, those that the rules refused.</param>
/// <param name="Allowed">How many consequences it may have before it asks; 0 while its rows come.</param>
public sealed record MatchRunView(
    string Id,
    string Source,
    DateTimeOffset AsOf,
    string By,
    DateTimeOffset OpenedAt,
    [NamesOf<MatchRunStatus>] string Status,
    bool Complete,
    long? Expected,
    long Received,
    long Hits,
    long Processed,
    long Tasks,
    long Exits,
    long Undone,
    long Refused,
    long Allowed,
    DateTimeOffset? WorkedAt,
    DateTimeOffset? EndedAt
)
{
    internal static MatchRunView Of(MatchRun run) =>
        new(
            run.Id.ToString("N"),
            run.Source,
            run.AsOf,
            run.By,
            run.OpenedAt,
            EnumName.Of(run.Status),
            run.Complete,
            run.Expected,
            run.Received,
            run.Hits,
            run.Processed,
            run.Tasks,
            run.Exits,
            run.Undone,
            run.Refused,
            run.Allowed,
            run.WorkedAt,
            run.EndedAt
        );
}

/// <summary>The sources of data in force.</summary>
/// <param name="ConfirmedBy">Absent until the province has confirmed the file: then no row ends a registration.</param>
/// <param name="FindingsFrom">The first day of the findings that are counted.</param>
public sealed record MatchingSourcesView(
    string Version,
    string? ConfirmedBy,
    DateOnly? ConfirmedOn,
    DateOnly FindingsFrom,
    IReadOnlyList<MatchingSourceView> Items
)
{
    internal static MatchingSourcesView Of(
        MatchingSources sources,
        DateOnly today,
        DateOnly from,
        IReadOnlyList<MatchFindings> findings,
        IReadOnlyDictionary<string, DateTimeOffset> latest
    ) =>
        new(
            sources.Version,
            sources.Confirmed?.By,
            sources.Confirmed?.On,
            from,
            [
                .. sources.All.Select(source =>
                    MatchingSourceView.Of(
                        source,
                        today,
                        latest.TryGetValue(source.Id, out var asOf) ? asOf : null,
                        [.. findings.Where(one => string.Equals(one.Source, source.Id, StringComparison.Ordinal))]
                    )
                ),
            ]
        );
}

/// <summary>A source, and what offices found of its rows.</summary>
/// <param name="LatestAsOf">As of when its latest delivery was that is done; absent where it has never delivered.</param>
/// <param name="Late">That was longer ago than its <c>lateAfterDays</c>.</param>
/// <param name="Right">Rows that were found right.</param>
/// <param name="Wrong">Rows that were found wrong, or whose exit was taken back.</param>
/// <param name="Precision">Right ones of all that were examined, 0 to 1; absent where none was.</param>
/// <param name="Faults">What was wrong with them, and how often.</param>
public sealed record MatchingSourceView(
    MatchingSource Source,
    DateTimeOffset? LatestAsOf,
    bool Late,
    long Right,
    long Wrong,
    double? Precision,
    IReadOnlyList<MatchFaultCount> Faults
)
{
    internal static MatchingSourceView Of(
        MatchingSource source,
        DateOnly today,
        DateTimeOffset? latest,
        IReadOnlyList<MatchFindings> findings
    )
    {
        var right = findings.Where(one => one.Fault is null).Sum(one => one.Count);
        var wrong = findings.Sum(one => one.Count) - right;
        return new MatchingSourceView(
            source,
            latest,
            source.IsLate(latest is { } asOf ? ChinaTime.DateOf(asOf) : null, today),
            right,
            wrong,
            right + wrong == 0 ? null : Math.Round((double)right / (right + wrong), 4),
            [.. findings.Where(one => one.Fault is not null).Select(one => new MatchFaultCount(one.Fault!, one.Count))]
        );
    }
}

/// <summary>How often a fault was found.</summary>
public sealed record MatchFaultCount(string Fault, long Count);
