namespace Grid.Domain.Calendar;

/// <summary>
/// Full months since a day, the one rule of the register for ages and for how long somebody is registered: they are full on the day of the same number, or on the 1st after a month that has
/// none. So six months from 31 August are full on 1 March, and somebody born on 29 February is a year older on 1 March of a common year.
/// </summary>
public static class FullMonths
{
    /// <summary>The first day on which so many months are full.</summary>
    /// <param name="from">The day they are counted from.</param>
    /// <param name="months">0 or more.</param>
    public static DateOnly FullOn(DateOnly from, int months)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(months);
        var day = from.AddMonths(months);
        return day.Day == from.Day ? day : day.AddDays(1);
    }

    /// <summary>The first start from which so many months are not full on the day: the same rule for a database that only compares.</summary>
    public static DateOnly NotFullFrom(DateOnly day, int months)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(months);
        return months < ((day.Year - 1) * 12) + day.Month - 1 ? day.AddMonths(-months).AddDays(1) : DateOnly.MinValue;
    }
}
