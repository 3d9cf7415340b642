namespace Grid.Domain.Counting.Reports;

/// <summary>Judges a denominator before it is entered.</summary>
public static class DenominatorRules
{
    /// <summary>Everything wrong with it; empty when it may be entered.</summary>
    /// <param name="denominator">As it is to be entered.</param>
    /// <param name="registered">The stock at the period's end as far as it is counted; null when that is not known.</param>
    /// <param name="today">In China.</param>
    public static IEnumerable<DenominatorError> Check(Denominator denominator, long? registered, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(denominator);
        if (denominator.UrbanEmployed <= 0)
            yield return DenominatorError.NotPositive;
        else if (denominator.UrbanEmployed > Denominator.Largest)
            yield return DenominatorError.TooLarge;
        else if (denominator.UrbanEmployed < registered)
            yield return DenominatorError.BelowRegistered;

        if (denominator.AsOf > today)
            yield return DenominatorError.AsOfInFuture;
        else if (denominator.EstimatedFromYearEnd && denominator.AsOf != LastYearEnd(denominator.Period))
            yield return DenominatorError.NotLastYearEnd;
        else if (denominator.AsOf < LastYearEnd(denominator.Period).AddYears(-1))
            yield return DenominatorError.AsOfTooOld;
    }

    /// <summary>31 December of the year before the period's month.</summary>
    public static DateOnly LastYearEnd(CountingPeriod period) => new(period.Month.Year - 1, 12, 31);
}
