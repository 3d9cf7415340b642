using System.Diagnostics.Metrics;
using Grid.Grains.Persons;
using Orleans.Reminders.Diagnostics;

namespace Grid.Bench.Duties;

/// <summary>Ticks that did nothing: turned away because too many were at work, or failed. Both come again after a period.</summary>
internal sealed class TickTrouble : IObserver<ReminderEvents.ReminderEvent>, IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly IDisposable _events;
    private long _turnedAway;
    private long _failed;

    public TickTrouble()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == PersonDiagnostics.TurnedAwayName)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _turnedAway, count));
        _meters.Start();
        _events = ReminderEvents.AllEvents.Subscribe(this);
    }

    public long TurnedAway => Volatile.Read(ref _turnedAway);

    public long Failed => Volatile.Read(ref _failed);

    public void OnNext(ReminderEvents.ReminderEvent value)
    {
        if (value is ReminderEvents.TickFailed)
            Interlocked.Increment(ref _failed);
    }

    public void OnError(Exception error) { }

    public void OnCompleted() { }

    public void Dispose()
    {
        _events.Dispose();
        _meters.Dispose();
    }
}
