namespace Grid.Api.Operations;

/// <summary>A number over time, at equal steps.</summary>
/// <param name="From">The first point's moment.</param>
/// <param name="StepSeconds">From one point to the next.</param>
/// <param name="Values">The points, the last one the newest; null where there is none.</param>
public sealed record TrendView(DateTimeOffset From, int StepSeconds, IReadOnlyList<double?> Values);
