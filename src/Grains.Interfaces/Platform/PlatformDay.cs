namespace Grid.Grains.Interfaces.Platform;

/// <summary>A day's manifest and what came of comparing it.</summary>
/// <param name="Expected">What the register made for that day.</param>
/// <param name="Accepted">What the platform accepted.</param>
/// <param name="Held">What the platform's statistics say; null while it has not answered.</param>
/// <param name="Missing">Items of which expected and held differ, in number: 0 when the day reconciles.</param>
[GenerateSerializer, Immutable, Alias("Grid.PlatformDay")]
public sealed record PlatformDay(
    [property: Id(0)] DateOnly Day,
    [property: Id(1)] IReadOnlyList<PlatformDayFigure> Expected,
    [property: Id(2)] IReadOnlyList<PlatformDayFigure> Accepted,
    [property: Id(3)] IReadOnlyList<PlatformDayFigure>? Held,
    [property: Id(4)] long Missing,
    [property: Id(5)] bool Reconciled,
    [property: Id(6)] DateTimeOffset ClosedAt,
    [property: Id(7)] DateTimeOffset? ReconciledAt
);
