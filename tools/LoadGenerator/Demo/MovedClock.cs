using Grid.Domain.Calendar;

namespace Grid.LoadGenerator.Demo;

/// <summary>A clock that shows another day at the same hour, for a register whose own clock is moved in the same way.</summary>
internal sealed class MovedClock(TimeProvider clock, DateOnly day) : TimeProvider
{
    private readonly TimeSpan by = TimeSpan.FromDays(day.DayNumber - clock.Today().DayNumber);

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + by;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
