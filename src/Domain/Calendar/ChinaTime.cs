namespace Grid.Domain.Calendar;

/// <summary>
/// Dates of the law are dates in Asia/Shanghai: a fixed offset of eight hours, without summer time since 1991.
/// A fixed offset is used instead of the time zone database, so that the same moment is the same date on every machine.
/// </summary>
public static class ChinaTime
{
    /// <summary>UTC+8.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The date on the wall in China at a moment, whatever offset the moment is written with.</summary>
    public static DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    /// <summary>00:00 of the date, which belongs to it.</summary>
    public static DateTimeOffset StartOf(DateOnly date) => new(date, TimeOnly.MinValue, Offset);

    /// <summary>
    /// 24:00 of the date (Civil Code 203), written as 00:00 of the next. Exclusive: something done before this moment is in
    /// time, something done at it is late.
    /// </summary>
    public static DateTimeOffset EndOf(DateOnly date) => StartOf(date.AddDays(1));

    /// <summary>The date in China by the given clock.</summary>
    public static DateOnly Today(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return DateOf(clock.GetUtcNow());
    }
}
