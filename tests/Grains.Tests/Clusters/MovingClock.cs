namespace Grid.Grains.Tests.Clusters;

/// <summary>
/// The real clock plus an offset that a test moves. Timers run at their real pace, as they do in a process whose database clock is moved.
/// </summary>
public sealed class MovingClock : TimeProvider
{
    private long offset;

    public TimeSpan Offset => TimeSpan.FromTicks(Volatile.Read(ref offset));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    public void Advance(TimeSpan by) => Interlocked.Add(ref offset, by.Ticks);
}
