namespace Grid.Grains.Interfaces.Operations;

/// <summary>The board's numbers at a moment. What only the whole register has is null for regions below the province.</summary>
/// <param name="Arrived">In, on that day in China so far.</param>
/// <param name="Gone">Out, on that day in China so far.</param>
/// <param name="CountsLag">How long the oldest waited, in seconds; 0 when nothing did.</param>
public sealed record BoardSample(
    DateTimeOffset At,
    long Registered,
    long Arrived,
    long Gone,
    long Overdue,
    double? CountsLag,
    double? PlatformLag,
    long? PlatformRefused,
    double? NoticesLag,
    long? RecountDifference,
    int? Silos
);
