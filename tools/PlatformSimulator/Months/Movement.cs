namespace Grid.PlatformSimulator.Months;

/// <summary>One registration moves one figure of a region.</summary>
/// <param name="Region">Leaf region.</param>
/// <param name="Block">In which block it counts: urban, the stock of 79/2020 (十), or one beside it.</param>
/// <param name="Reason">AJC00A, of an exit.</param>
internal sealed record Movement(MovementKind Kind, string Region, string Block, DateOnly On, string? Reason = null);
