namespace Grid.Bench.Counting;

/// <summary>What following, recounting and closing cost.</summary>
internal sealed record CountsReport
{
    public required CountsOptions Options { get; init; }

    public required int Cores { get; init; }

    public LagFigures? Lag { get; init; }

    public StockFigures? Stock { get; init; }

    public required IReadOnlyDictionary<string, string> Server { get; init; }
}
