namespace Grid.Grains.Interfaces.Operations;

/// <summary>The last recount that touched the leaves asked for.</summary>
public sealed record BoardRecount(DateTimeOffset StartedAt, DateTimeOffset EndedAt, string By, int Leaves, long DifferentCells);
