namespace Grid.Api.Operations;

/// <summary>
/// How the register stands, on one page. What only the whole register has (platform, recount, silos) is the same for every region.
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
