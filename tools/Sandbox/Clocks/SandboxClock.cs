namespace Grid.Sandbox.Clocks;

/// <summary>
/// The clock of everything in the sandbox: the machine's, moved. It goes on at the machine's pace; timers and what is measured as elapsed are
/// not moved. Safe for several threads.
/// </summary>
public sealed class SandboxClock(TimeProvider machine) : TimeProvider
{
    private long ticks;

    /// <summary>How far it is from the machine's clock.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref ticks));

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + Offset;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>The offset with which the clock shows that moment now.</summary>
    public TimeSpan OffsetTo(DateTimeOffset moment) => moment - machine.GetUtcNow();

    public void Set(TimeSpan offset) => Interlocked.Exchange(ref ticks, offset.Ticks);

    /// <summary>The same clock for a register, which adds to it the offset that its database had when it started.</summary>
    public TimeProvider Without(TimeSpan stored) => new Rest(this, stored);

    private sealed class Rest(SandboxClock clock, TimeSpan stored) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() - stored;

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.CreateTimer(callback, state, dueTime, period);
    }
}
