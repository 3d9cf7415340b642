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

/// <summary>What <c>counts</c> was asked for.</summary>
/// <param name="Server">Connection string of a role that may make databases and roles on the server.</param>
/// <param name="Callers">Callers that each wait for their answer before they write again.</param>
/// <param name="Seconds">Length of the measurement at full write load.</param>
/// <param name="Probes">Probes at once, each in a leaf of its own.</param>
/// <param name="Persons">How many persons are recounted and closed; 0 for none.</param>
internal sealed record CountsOptions(string Server, int Callers, int Seconds, int Probes, int Persons);

/// <summary>Median, 99th percentile and longest of some measurements, in milliseconds.</summary>
internal sealed record Spread(int Count, double P50, double P99, double Longest)
{
    public static Spread Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        return sorted.Length == 0 ? new Spread(0, 0, 0, 0) : new Spread(sorted.Length, At(0.5), At(0.99), sorted[^1]);

        double At(double share) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(sorted.Length * share) - 1)];
    }
}
