using System.Diagnostics.Metrics;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Grains.Counting;

/// <summary>Figures of counting itself; the meter is named <c>Grid.Counting</c>.</summary>
public static class CountingDiagnostics
{
    public const string Name = "Grid.Counting";

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Lag = Meter.CreateHistogram<double>(
        "grid.counts.lag",
        "s",
        "From the commit of a page's oldest entry to the figures that readers get."
    );
    private static readonly Counter<long> Pages = Meter.CreateCounter<long>(
        "grid.counts.pages",
        "{page}",
        "Pages folded that held anything."
    );
    private static readonly Counter<long> Entries = Meter.CreateCounter<long>("grid.counts.entries", "{entry}", "Count entries folded.");
    private static readonly Counter<long> Unmatched = Meter.CreateCounter<long>(
        "grid.counts.unmatched",
        "{entry}",
        "Entries without a segment; there never should be one."
    );
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "grid.counts.failures",
        "{failure}",
        "Pages that could not be folded and are tried again."
    );
    private static readonly Histogram<double> RecountTime = Meter.CreateHistogram<double>(
        "grid.recount.duration",
        "s",
        "How long recounts take."
    );
    private static readonly Gauge<long> Difference = Meter.CreateGauge<long>(
        "grid.recount.difference",
        "{cell}",
        "Cells in which the latest recount and the live counts differ; 0, or something is wrong."
    );

    internal static void Count(FoldPage page, DateTimeOffset now)
    {
        if (page.Entries == 0)
            return;
        Pages.Add(1);
        Entries.Add(page.Entries);
        if (page.OldestWritten is { } written)
            Lag.Record(Math.Max(0, (now - written).TotalSeconds));
        if (page.Unmatched.Count > 0)
            Unmatched.Add(page.Unmatched.Count);
    }

    internal static void CountFailure() => Failures.Add(1);

    internal static void Count(string region, RecountResult result)
    {
        RecountTime.Record((result.EndedAt - result.StartedAt).TotalSeconds);
        Difference.Record(result.DifferentCells, new KeyValuePair<string, object?>("region", region));
    }
}
