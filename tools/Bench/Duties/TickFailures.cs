using System.Diagnostics.Metrics;
using Grid.Grains.Persons;
using Orleans.Reminders.Diagnostics;

namespace Grid.Bench.Duties;

/// <summary>Ticks that did nothing: rejected because too many were in progress, or failed. Both are repeated after a period.</summary>
internal sealed class TickFailures : IObserver<ReminderEvents.ReminderEvent>, IDisposable
{
    private readonly MeterListener meters = new();
    private readonly IDisposable events;
    private long turnedAway;
    private long failed;

    public TickFailures()
    {
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == PersonDiagnostics.TurnedAwayName)
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref turnedAway, count));
        meters.Start();
        events = ReminderEvents.AllEvents.Subscribe(this);
    }

    public long TurnedAway => Volatile.Read(ref turnedAway);

    public long Failed => Volatile.Read(ref failed);

    public void OnNext(ReminderEvents.ReminderEvent value)
    {
        if (value is ReminderEvents.TickFailed)
            Interlocked.Increment(ref failed);
    }

    public void OnError(Exception error) { }

    public void OnCompleted() { }

    public void Dispose()
    {
        events.Dispose();
        meters.Dispose();
    }
}
