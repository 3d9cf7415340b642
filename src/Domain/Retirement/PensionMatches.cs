using Grid.Domain.Codes;

namespace Grid.Domain.Retirement;

/// <summary>
/// When the pension data are matched. Where only one category is possible, every three months from the earliest month in which the law
/// allows a pension. Where several are (a woman of whom it is not known whether her age was 50 or 55), once at each moment that one of them
/// reaches (its earliest month, its statutory month), and every three months only when the last of them has passed: before that nothing
/// speaks for a pension but the age.
/// </summary>
public static class PensionMatches
{
    /// <summary>Months between two matches.</summary>
    public const int EveryMonths = 3;

    /// <summary>The day from which the next match is due.</summary>
    /// <param name="born">The birth date.</param>
    /// <param name="sex">Unknown or not stated: every ordinary category is possible.</param>
    /// <param name="category">Null when not known.</param>
    /// <param name="last">The day of the last match; null when there was none.</param>
    public static DateOnly Next(DateOnly born, Sex sex, RetirementCategory? category, DateOnly? last)
    {
        var possible = StatutoryRetirement.Possible(sex, category);
        var first = StatutoryRetirement.PensionMatchFrom(born, sex, category).FirstDay;
        if (last is not { } done || done < first)
            return first;
        var again = done.AddMonths(EveryMonths);
        if (possible.Count == 1)
            return again;

        var moments = possible
            .SelectMany(c =>
                (DateOnly[])[StatutoryRetirement.PensionMatchFrom(born, sex, c).FirstDay, StatutoryRetirement.MonthOf(born, c).FirstDay]
            )
            .Order()
            .ToArray();
        var ahead = moments.Where(moment => moment > done).Take(1).ToArray();
        return ahead is [var next] ? (next > again ? next : again) : again;
    }
}
