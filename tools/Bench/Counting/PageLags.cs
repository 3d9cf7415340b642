using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Grid.Grains.Counting;

namespace Grid.Bench.Counting;

/// <summary>The register's own figures of lag, pages and entries, while this listens.</summary>
internal sealed class PageLags : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<double> _lags = new();
    private long _entries;

    public PageLags()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == CountingDiagnostics.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>(
            (instrument, seconds, _, _) =>
            {
                if (instrument.Name == "grid.counts.lag")
                    _lags.Enqueue(seconds * 1000);
            }
        );
        _listener.SetMeasurementEventCallback<long>(
            (instrument, n, _, _) =>
            {
                if (instrument.Name == "grid.counts.entries")
                    Interlocked.Add(ref _entries, n);
            }
        );
        _listener.Start();
    }

    public long Entries => Interlocked.Read(ref _entries);

    public IReadOnlyList<double> Milliseconds => [.. _lags];

    public void Dispose() => _listener.Dispose();
}
