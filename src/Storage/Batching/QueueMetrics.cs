using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Grid.Storage.Batching;

/// <summary>Meter <c>Grid.Storage</c>: group size, duration of a group, items that wait; each by queue.</summary>
internal sealed class QueueMetrics : IDisposable
{
    private readonly Meter meter = new("Grid.Storage");
    private readonly Histogram<int> groupSize;
    private readonly Histogram<double> duration;
    private readonly KeyValuePair<string, object?> tag;

    public QueueMetrics(string queue, Func<int> waiting)
    {
        tag = new KeyValuePair<string, object?>("queue", queue);
        groupSize = meter.CreateHistogram<int>("grid.storage.group.size", "{item}", "Items committed or read together");
        duration = meter.CreateHistogram<double>("grid.storage.group.duration", "s", "From the start of a group to its answers");
        meter.CreateObservableGauge(
            "grid.storage.queue.length",
            () => new Measurement<int>(waiting(), tag),
            "{item}",
            "Items that wait for a group"
        );
    }

    /// <summary>Measures until it is disposed of.</summary>
    public Measuring Measure(int items)
    {
        groupSize.Record(items, tag);
        return new Measuring(duration, tag);
    }

    public void Dispose() => meter.Dispose();

    internal readonly struct Measuring(Histogram<double> duration, KeyValuePair<string, object?> tag) : IDisposable
    {
        private readonly long start = Stopwatch.GetTimestamp();

        public void Dispose() => duration.Record(Stopwatch.GetElapsedTime(this.start).TotalSeconds, tag);
    }
}
