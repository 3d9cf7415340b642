using Grid.Domain.Counting;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>Whose persons are asked for.</summary>
/// <param name="Leaves">The leaves of the region.</param>
/// <param name="Office">One office only; null for all.</param>
public sealed record FigureQuery(IReadOnlyList<string> Leaves, string? Office, CountingPeriod Period, FigureCell Cell);
