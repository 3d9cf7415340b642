using System.Diagnostics.Metrics;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Grains.Platform;

/// <summary>Figures of the sync; the meter is named <c>Grid.Platform</c>.</summary>
public static class PlatformDiagnostics
{
    public const string Name = "Grid.Platform";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "grid.platform.calls",
        "{call}",
        "Calls to the platform by what became of them."
    );
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "grid.platform.call.duration",
        "s",
        "How long calls to the platform take."
    );
    private static readonly Counter<long> Items = Meter.CreateCounter<long>(
        "grid.platform.items",
        "{item}",
        "Items by what became of an attempt to send them."
    );
    private static readonly Counter<long> Applications = Meter.CreateCounter<long>(
        "grid.platform.applications",
        "{application}",
        "Downloaded applications by what became of them."
    );
    private static readonly Gauge<long> Waiting = Meter.CreateGauge<long>("grid.platform.waiting", "{item}", "Items that wait to be sent.");
    private static readonly Gauge<long> Refused = Meter.CreateGauge<long>("grid.platform.refused", "{item}", "Items on the refused list.");
    private static readonly Gauge<double> Oldest = Meter.CreateGauge<double>(
        "grid.platform.oldest",
        "s",
        "For how long the oldest item waits."
    );
    private static readonly Gauge<long> Difference = Meter.CreateGauge<long>(
        "grid.platform.difference",
        "{item}",
        "Items by which a day that is over and the platform's statistics differ."
    );

    private static readonly Counter<long> BackfillRows = Meter.CreateCounter<long>(
        "grid.platform.backfill.registrations",
        "{registration}",
        "Registrations that backfills looked at."
    );
    private static readonly Counter<long> BackfillItems = Meter.CreateCounter<long>(
        "grid.platform.backfill.items",
        "{item}",
        "Items of backfills by what became of them."
    );

    internal static void CountCall(string call, string outcome, TimeSpan took)
    {
        Calls.Add(1, new("call", call), new("outcome", outcome));
        Duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("call", call));
    }

    internal static void CountItems(string outcome, int count)
    {
        if (count > 0)
            Items.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
    }

    internal static void CountApplication(string outcome) => Applications.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    internal static void CountBackfill(BackfillCounts counts)
    {
        BackfillRows.Add(counts.Rows - counts.Failed, new KeyValuePair<string, object?>("outcome", "done"));
        BackfillRows.Add(counts.Failed, new KeyValuePair<string, object?>("outcome", "failed"));
        BackfillItems.Add(counts.Made, new KeyValuePair<string, object?>("outcome", "made"));
        BackfillItems.Add(counts.PutBack, new KeyValuePair<string, object?>("outcome", "putBack"));
        BackfillItems.Add(counts.Known, new KeyValuePair<string, object?>("outcome", "known"));
    }

    internal static void Show(string province, OutboxState state, DateTimeOffset now)
    {
        var tag = new KeyValuePair<string, object?>("province", province);
        Waiting.Record(state.Waiting, tag);
        Refused.Record(state.Refused, tag);
        Oldest.Record(state.Oldest is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : 0, tag);
    }

    internal static void Show(string province, PlatformDay day) =>
        Difference.Record(day.Missing, new("province", province), new("day", day.Day.ToString("O", null)));
}
