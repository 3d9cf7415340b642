using Grid.Domain.Calendar;

namespace Grid.Domain.Notices;

/// <summary>
/// The hours in which no message is sent (免打扰时段), by the clock in China. Over midnight when <paramref name="From"/> is the later one; none
/// when both are equal.
/// </summary>
/// <param name="From">First minute that is quiet.</param>
/// <param name="To">First minute that is not.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>20:00 to 08:00.</summary>
    public static QuietHours Default { get; } = new(new TimeOnly(20, 0), new TimeOnly(8, 0));

    public bool IsQuiet(DateTimeOffset moment)
    {
        var time = TimeOnly.FromDateTime(moment.ToOffset(ChinaTime.Offset).DateTime);
        return From <= To ? time >= From && time < To : time >= From || time < To;
    }

    /// <summary>The moment itself, or the end of the quiet hours that it falls into.</summary>
    public DateTimeOffset NextAllowed(DateTimeOffset moment)
    {
        if (!IsQuiet(moment))
            return moment;
        var end = new DateTimeOffset(ChinaTime.DateOf(moment), To, ChinaTime.Offset);
        return end > moment ? end : end.AddDays(1);
    }
}
