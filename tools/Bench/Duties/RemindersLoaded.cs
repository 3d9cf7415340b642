using Orleans.Reminders.Diagnostics;

namespace Grid.Bench.Duties;

/// <summary>When the silo that starts next has read the reminders that are due soon.</summary>
internal sealed class RemindersLoaded : IObserver<ReminderEvents.ReminderServiceEvent>, IDisposable
{
    private readonly TaskCompletionSource<DateTimeOffset> loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider clock;
    private readonly IDisposable events;

    public RemindersLoaded(TimeProvider clock)
    {
        this.clock = clock;
        events = ReminderEvents.ServiceEvents.Subscribe(this);
    }

    public Task<DateTimeOffset> Moment => loaded.Task;

    public void OnNext(ReminderEvents.ReminderServiceEvent value)
    {
        if (value is ReminderEvents.ReminderServiceStarted)
            loaded.TrySetResult(clock.GetUtcNow());
    }

    public void OnError(Exception error) { }

    public void OnCompleted() { }

    public void Dispose() => events.Dispose();
}
