namespace Grid.Bench.Writes;

/// <summary>Medians of one method's rounds.</summary>
internal sealed record WriteFigures(
    string Way,
    string Description,
    double PerSecond,
    double P50,
    double P99,
    double CpuMicroseconds,
    double AllocatedBytes,
    IReadOnlyList<Round> Rounds
)
{
    public static WriteFigures Of(string method, string description, IEnumerable<Round> all)
    {
        Round[] rounds = [.. all.Where(round => round.Way == method)];
        return new WriteFigures(
            method,
            description,
            Median(rounds.Select(round => round.PerSecond)),
            Median(rounds.Select(round => round.P50)),
            Median(rounds.Select(round => round.P99)),
            Median(rounds.Select(round => round.CpuMicroseconds)),
            Median(rounds.Select(round => (double)round.AllocatedBytes)),
            rounds
        );
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
