using Grid.Api.OpenApi;
using Grid.Domain.Persons;

namespace Grid.Api.Operations;

/// <summary>
/// The state of the register on one page. What exists only for the whole register (platform, recount, silos) is the same for every region.
/// </summary>
/// <param name="Region">What the caller asked for, or the top of what the caller may see.</param>
/// <param name="Today">The day in China.</param>
/// <param name="At">When this was put together.</param>
/// <param name="Registered">Registered now (在册), in the urban block.</param>
/// <param name="In">In on this day, by the events' dates: new, transferred in from outside the region, adjusted in.</param>
/// <param name="Out">Out on this day: exited, transferred out of the region, adjusted out.</param>
/// <param name="Overdue">Overdue duties by kind.</param>
/// <param name="Outboxes"><c>counts</c>, <c>platform</c>, <c>notices</c>.</param>
/// <param name="Regions">The regions directly below; none for a leaf.</param>
public sealed record BoardView(
    string Region,
    string Name,
    string? NameEn,
    DateOnly Today,
    DateTimeOffset At,
    BoardNumberView Registered,
    BoardNumberView In,
    BoardNumberView Out,
    BoardDutiesView Overdue,
    IReadOnlyList<BoardOutboxView> Outboxes,
    BoardPlatformView Platform,
    BoardRecountView Recount,
    BoardSilosView Silos,
    IReadOnlyList<BoardRegionView> Regions
);

/// <summary>A number on the board.</summary>
/// <param name="AsOf">Everything committed before this moment is in it.</param>
/// <param name="LagSeconds">How long ago that is.</param>
/// <param name="Parts">What it is made of, where that says more.</param>
public sealed record BoardNumberView(
    long Value,
    DateTimeOffset AsOf,
    double LagSeconds,
    IReadOnlyDictionary<string, long>? Parts,
    TrendsView? Trend,
    AttentionView? Attention
);

/// <summary>Overdue duties.</summary>
/// <param name="Value">All of them.</param>
/// <param name="Kinds">One for each kind of duty, also where there is nothing.</param>
public sealed record BoardDutiesView(
    long Value,
    DateTimeOffset AsOf,
    IReadOnlyList<BoardKindView> Kinds,
    TrendsView? Trend,
    AttentionView? Attention
);

/// <summary>Open duties of one kind.</summary>
/// <param name="Overdue">The last day is past.</param>
/// <param name="Today">The last day is today.</param>
/// <param name="Open">All.</param>
/// <param name="Href">Their list.</param>
public sealed record BoardKindView([NamesOf<DutyKind>] string Kind, string Zh, string En, long Overdue, long Today, long Open, string Href);

/// <summary>The register's own outstanding work.</summary>
/// <param name="Name"><c>counts</c>: figures to be folded; <c>platform</c>: items for the national platform; <c>notices</c>: messages to
/// persons.</param>
/// <param name="Zh">Its name.</param>
/// <param name="Waiting">How much; of <c>counts</c>, 10,000 means that many or more.</param>
/// <param name="OldestSince">Since when the oldest waits; absent when nothing does.</param>
/// <param name="LagSeconds">How long that is; 0 when nothing waits.</param>
/// <param name="Stuck">What does not continue automatically: refused items, messages given up.</param>
/// <param name="Trend">Of <paramref name="LagSeconds"/>.</param>
public sealed record BoardOutboxView(
    [Among("OutboxName")] string Name,
    string Zh,
    string En,
    long Waiting,
    DateTimeOffset? OldestSince,
    double LagSeconds,
    long Stuck,
    DateTimeOffset AsOf,
    TrendsView? Trend,
    AttentionView? Attention
);

/// <summary>The sync with the national platform.</summary>
/// <param name="LastAcknowledgedDay">The last day that is closed and reconciles; absent when there is none.</param>
/// <param name="Refused">Items that the platform refused.</param>
/// <param name="HeldBack">Items that wait behind them.</param>
/// <param name="ByHand">Items to report by hand.</param>
/// <param name="Trend">Of <paramref name="Refused"/>.</param>
public sealed record BoardPlatformView(
    DateOnly? LastAcknowledgedDay,
    bool Paused,
    long Refused,
    long HeldBack,
    long ByHand,
    DateTimeOffset AsOf,
    TrendsView? Trend,
    AttentionView? Attention
);

/// <summary>The last recount from the journal that covers the region or a part of it.</summary>
/// <param name="DifferentCells">In how many figures it differed from the live counts; must be 0. Absent when there was none
/// yet.</param>
/// <param name="StartedAt">When its snapshot was taken.</param>
/// <param name="By">Who asked for it; <c>nightly</c> for the register itself.</param>
/// <param name="Leaves">How many leaf regions it covered.</param>
public sealed record BoardRecountView(
    long? DifferentCells,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? By,
    int? Leaves,
    DateTimeOffset AsOf,
    TrendsView? Trend,
    AttentionView? Attention
);

/// <summary>The silos of the cluster.</summary>
/// <param name="Active">How many are members.</param>
/// <param name="Silent">Those of them that have not said for a minute that they live.</param>
public sealed record BoardSilosView(int Active, int Silent, DateTimeOffset AsOf, TrendsView? Trend, AttentionView? Attention);

/// <summary>A region directly below, on the board.</summary>
/// <param name="Registered">Registered now, in the urban block.</param>
/// <param name="In">In today; from another part of the region above also counts here, though not there.</param>
/// <param name="Out">Out today.</param>
/// <param name="Overdue">Overdue duties.</param>
/// <param name="Open">Open duties.</param>
public sealed record BoardRegionView(
    string Region,
    string Name,
    string? NameEn,
    long Registered,
    long In,
    long Out,
    long Overdue,
    long Open
);

/// <summary>How a number went.</summary>
/// <param name="Day">The last 24 hours, every quarter of an hour.</param>
/// <param name="Month">The last 30 days: of what is counted by day one point a day, of the rest one for twelve hours.</param>
public sealed record TrendsView(TrendView Day, TrendView Month);

/// <summary>A number over time, at equal steps.</summary>
/// <param name="From">The first point's moment.</param>
/// <param name="StepSeconds">From one point to the next.</param>
/// <param name="Values">The points, the last one the newest; null where there is none.</param>
public sealed record TrendView(DateTimeOffset From, int StepSeconds, IReadOnlyList<double?> Values);
