namespace Grid.Storage.Tests.Orleans;

[GrainType("probe")]
public sealed class ProbeGrain([PersistentState("probe")] IPersistentState<ProbeState> state, TickBoard board)
    : Grain,
        IProbeGrain,
        IRemindable
{
    private readonly string activation = Guid.NewGuid().ToString();

    public Task<ProbeAnswer> Read() => Task.FromResult(new ProbeAnswer(state.State.Value, state.RecordExists, activation));

    public Task Write(int value)
    {
        state.State.Value = value;
        return state.WriteStateAsync();
    }

    public Task Clear() => state.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Remind(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task<IReadOnlyList<string>> Reminders() =>
        [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal)];

    public async Task<bool> Forget(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
            return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        board.Tick(this.GetPrimaryKeyString(), reminderName, status);
        return Task.CompletedTask;
    }
}
