using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Grid.Grains.Counting;

namespace Grid.Bench.Counting;

/// <summary>The register's own figures of lag, pages and entries, while this listens.</summary>
internal sealed class PageLags : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<double> lags = new();
    private long entries;

    public PageLags()
    {
        this.listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == CountingDiagnostics.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        this.listener.SetMeasurementEventCallback<double>(
            (instrument, seconds, _, _) =>
            {
                if (instrument.Name == "grid.counts.lag")
                    lags.Enqueue(seconds * 1000);
            }
        );
        this.listener.SetMeasurementEventCallback<long>(
            (instrument, n, _, _) =>
            {
                if (instrument.Name == "grid.counts.entries")
                    Interlocked.Add(ref entries, n);
            }
        );
        this.listener.Start();
    }

    public long Entries => Interlocked.Read(ref entries);

    public IReadOnlyList<double> Milliseconds => [.. lags];

    public void Dispose() => listener.Dispose();
}
