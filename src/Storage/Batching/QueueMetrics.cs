using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Grid.Storage.Batching;

/// <summary>Meter <c>Grid.Storage</c>: group size, duration of a group, items that wait; each by queue.</summary>
internal sealed class QueueMetrics : IDisposable
{
    private readonly Meter _meter = new("Grid.Storage");
    private readonly Histogram<int> _groupSize;
    private readonly Histogram<double> _duration;
    private readonly KeyValuePair<string, object?> _tag;

    public QueueMetrics(string queue, Func<int> waiting)
    {
        _tag = new KeyValuePair<string, object?>("queue", queue);
        _groupSize = _meter.CreateHistogram<int>("grid.storage.group.size", "{item}", "Items committed or read together");
        _duration = _meter.CreateHistogram<double>("grid.storage.group.duration", "s", "From the start of a group to its answers");
        _meter.CreateObservableGauge(
            "grid.storage.queue.length",
            () => new Measurement<int>(waiting(), _tag),
            "{item}",
            "Items that wait for a group"
        );
    }

    /// <summary>Measures until it is disposed of.</summary>
    public Measuring Measure(int items)
    {
        _groupSize.Record(items, _tag);
        return new Measuring(_duration, _tag);
    }

    public void Dispose() => _meter.Dispose();

    internal readonly struct Measuring(Histogram<double> duration, KeyValuePair<string, object?> tag) : IDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();

        public void Dispose() => duration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, tag);
    }
}
