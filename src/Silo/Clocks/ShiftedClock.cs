using Grid.Silo.Hosting;

namespace Grid.Silo.Clocks;

/// <summary>A clock that is wrong on purpose, as a machine's may be: off by <c>Grid:Clock:Shift</c> from <c>Grid:Clock:ShiftAfter</c> after the start on. For tests; timers keep their pace.</summary>
public sealed class ShiftedClock(TimeProvider clock, TimeSpan shift, TimeSpan after) : TimeProvider
{
    private readonly long start = clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => clock.GetElapsedTime(start) < after ? clock.GetUtcNow() : clock.GetUtcNow() + shift;

    /// <summary>The clock itself, unless a shift is configured.</summary>
    /// <exception cref="ConfigurationException">A shift outside of development.</exception>
    public static TimeProvider Of(TimeProvider clock, IConfiguration configuration, bool isDevelopment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var shift = configuration.GetValue<TimeSpan?>("Grid:Clock:Shift") ?? TimeSpan.Zero;
        if (shift == TimeSpan.Zero)
            return clock;
        return isDevelopment
            ? new ShiftedClock(clock, shift, configuration.GetValue<TimeSpan?>("Grid:Clock:ShiftAfter") ?? TimeSpan.Zero)
            : throw new ConfigurationException("Grid:Clock:Shift is for tests; in production the clock is the machine's.");
    }
}
