using System.Diagnostics.Metrics;
using Grid.Grains.Persons;

namespace Grid.Grains.Tests.Duties;

/// <summary>Counts the ticks that found no place, in all silos of this process.</summary>
public sealed class TurnedAway : IDisposable
{
    private readonly MeterListener meters = new();
    private long count;

    public TurnedAway()
    {
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == PersonDiagnostics.TurnedAwayName)
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((_, more, _, _) => Interlocked.Add(ref count, more));
        meters.Start();
    }

    public long Count => Volatile.Read(ref count);

    public void Dispose() => meters.Dispose();
}
