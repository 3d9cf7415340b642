using Grid.Silo.Hosting;

namespace Grid.Silo.Clocks;

/// <summary>
/// A clock that is wrong on purpose, as a machine's may be: off by <c>Grid:Clock:Shift</c>, as soon as the file <c>Grid:Clock:ShiftFile</c>
/// is there, if one is named. For tests; timers keep their pace.
/// </summary>
public sealed class ShiftedClock(TimeProvider clock, TimeSpan shift, string? file) : TimeProvider
{
    private volatile bool shifted = file is null;

    public override DateTimeOffset GetUtcNow() => (shifted |= File.Exists(file)) ? clock.GetUtcNow() + shift : clock.GetUtcNow();

    /// <summary>The clock itself, unless a shift is configured.</summary>
    /// <exception cref="ConfigurationException">A shift outside of development.</exception>
    public static TimeProvider Of(TimeProvider clock, IConfiguration configuration, bool isDevelopment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var shift = configuration.GetValue<TimeSpan?>("Grid:Clock:Shift") ?? TimeSpan.Zero;
        if (shift == TimeSpan.Zero)
            return clock;
        return isDevelopment
            ? new ShiftedClock(clock, shift, configuration["Grid:Clock:ShiftFile"])
            : throw new ConfigurationException("Grid:Clock:Shift is for tests; in production the clock is the machine's.");
    }
}
