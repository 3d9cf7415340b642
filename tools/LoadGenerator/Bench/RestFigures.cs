namespace Grid.LoadGenerator.Bench;

/// <summary>One kind of request, medians of the rounds.</summary>
/// <param name="Kind">The request.</param>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Milliseconds from sending to answer.</param>
/// <param name="P99">Milliseconds from sending to answer.</param>
/// <param name="Rounds">Answers a second, round by round.</param>
internal sealed record RestFigures(string Kind, double PerSecond, double P50, double P99, IReadOnlyList<double> Rounds);
