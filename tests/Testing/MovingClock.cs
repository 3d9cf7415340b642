namespace Grid.Testing;

/// <summary>
/// The machine's clock plus an offset that a test sets or moves, as <c>grid_now()</c> is the server's. What was measured as elapsed includes
/// what was moved meanwhile. Timers run at their real pace, as they do in a process whose database clock is moved.
/// </summary>
public sealed class MovingClock(TimeSpan offset = default) : TimeProvider
{
    private long ticks = offset.Ticks;

    public TimeSpan Offset => TimeSpan.FromTicks(Volatile.Read(ref ticks));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    public override long GetTimestamp() => System.GetTimestamp() + (Offset.Ticks * (System.TimestampFrequency / TimeSpan.TicksPerSecond));

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
