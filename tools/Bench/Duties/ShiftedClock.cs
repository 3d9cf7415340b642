namespace Grid.Bench.Duties;

/// <summary>
/// The real clock plus an offset: the register believes that it is the night in question, and time goes by at its real pace.
/// </summary>
internal sealed class ShiftedClock(TimeProvider clock) : TimeProvider
{
    private long offset;

    public TimeSpan Offset => TimeSpan.FromTicks(Volatile.Read(ref offset));

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Offset;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);

    public void MoveTo(DateTimeOffset moment) => Interlocked.Add(ref offset, (moment - GetUtcNow()).Ticks);
}
