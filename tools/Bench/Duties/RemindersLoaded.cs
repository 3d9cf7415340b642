using Orleans.Reminders.Diagnostics;

namespace Grid.Bench.Duties;

/// <summary>When the silo that starts next has read the reminders that are due soon.</summary>
internal sealed class RemindersLoaded : IObserver<ReminderEvents.ReminderServiceEvent>, IDisposable
{
    private readonly TaskCompletionSource<DateTimeOffset> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _clock;
    private readonly IDisposable _events;

    public RemindersLoaded(TimeProvider clock)
    {
        _clock = clock;
        _events = ReminderEvents.ServiceEvents.Subscribe(this);
    }

    public Task<DateTimeOffset> Moment => _loaded.Task;

    public void OnNext(ReminderEvents.ReminderServiceEvent value)
    {
        if (value is ReminderEvents.ReminderServiceStarted)
            _loaded.TrySetResult(_clock.GetUtcNow());
    }

    public void OnError(Exception error) { }

    public void OnCompleted() { }

    public void Dispose() => _events.Dispose();
}
