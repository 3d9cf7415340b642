namespace Grid.Grains.Interfaces.Platform;

/// <summary>A backfill: what was ordered, and how far it is.</summary>
/// <param name="Total">Registrations in its range when it began; null before.</param>
/// <param name="Place">Where it is; null before the first page.</param>
/// <param name="Measured">Registrations a second, lately; null while it is not at work.</param>
/// <param name="OrderedAt">When it was ordered.</param>
/// <param name="MovedAt">When it last did something; null before.</param>
/// <param name="EndedAt">When it was done or cancelled.</param>
public sealed record PlatformBackfill(
    Guid Id,
    BackfillRange Range,
    BackfillStatus Status,
    BackfillThrottle Throttle,
    long? Total,
    BackfillPlace? Place,
    BackfillCounts Counts,
    double? Measured,
    string By,
    string Reason,
    DateTimeOffset OrderedAt,
    DateTimeOffset? MovedAt,
    DateTimeOffset? EndedAt
);
