using Grid.Domain.Calendar;

namespace Grid.Domain.Retirement;

/// <summary>
/// Age in full years (周岁), reached on the birthday itself; someone born on 29 February reaches it on 1 March of a common year.
/// </summary>
public static class Age
{
    /// <summary>The lower limit of working age (79/2020 (十)).</summary>
    public const int Working = 16;

    /// <summary>Full years on a day; throws when the day lies before the birth.</summary>
    public static int FullYears(DateOnly birth, DateOnly on)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(on, birth);
        var years = on.Year - birth.Year;
        return (on.Month, on.Day).CompareTo((birth.Month, birth.Day)) < 0 ? years - 1 : years;
    }

    /// <summary>The first day on which the age is reached.</summary>
    public static DateOnly ReachedOn(DateOnly birth, int years)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(years);
        return FullMonths.FullOn(birth, years * 12);
    }

    /// <summary>Whether the person is of working age, as far as the lower limit goes: 16 full years.</summary>
    public static bool IsOfWorkingAge(DateOnly birth, DateOnly on) => on >= ReachedOn(birth, Working);
}
