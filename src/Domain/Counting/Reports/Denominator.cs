using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Reports;

/// <summary>
/// The administrative number of urban employed persons at the end of a period (期末城镇从业人数), without which there is no rate (79/2020 (十)). It
/// is entered, with its source; it is never computed from the register's own tables, and it does not contain the registered unemployed:
/// the rate adds those.
/// </summary>
/// <param name="Region">Of any level: a city's is not the sum of its counties' unless it is entered so.</param>
/// <param name="UrbanEmployed">Persons.</param>
/// <param name="Source">Who gave it: a department, a publication.</param>
/// <param name="AsOf">The day for which the source gives it; of an estimate the end of the year before.</param>
/// <param name="EstimatedFromYearEnd">Estimated with reference to the end of last year, because there is no figure of the month
/// (R10.2).</param>
/// <param name="By">Who entered it.</param>
public sealed record Denominator(
    string Region,
    CountingPeriod Period,
    long UrbanEmployed,
    string Source,
    DateOnly AsOf,
    bool EstimatedFromYearEnd,
    string By,
    DateTimeOffset At
) : Discreet
{
    /// <summary>More than a country has: a figure in the wrong unit.</summary>
    public const long Largest = 2_000_000_000;
}

/// <summary>Why a denominator is refused.</summary>
[JsonConverter(typeof(StrictEnumConverter<DenominatorError>))]
public enum DenominatorError
{
    /// <summary>Zero or less: there is no place without employed persons.</summary>
    NotPositive,

    /// <summary>More persons than a country has.</summary>
    TooLarge,

    /// <summary>Fewer employed than registered unemployed: a figure in another unit (万人), or of another place.</summary>
    BelowRegistered,

    /// <summary>The day of the figure is not over.</summary>
    AsOfInFuture,

    /// <summary>The day is before the year that precedes the period's: too old to represent its end.</summary>
    AsOfTooOld,

    /// <summary>An estimate refers to 31 December of the year before the period's month, and nothing else.</summary>
    NotLastYearEnd,
}

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
