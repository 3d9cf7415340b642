namespace Grid.Bench.Counting;

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
