namespace Grid.Domain.Counting.Reports;

/// <summary>
/// The administrative number of urban employed persons at the end of a period (期末城镇从业人数), without which there is no rate (79/2020 (十); §5.3). It is entered, with
/// its source; it is never computed from the register's own tables, and it does not contain the registered unemployed: those are added by <see cref="RegisteredRate"/>.
/// </summary>
/// <param name="Region">Of whichever level: a city's is not the sum of its counties' until somebody says so.</param>
/// <param name="UrbanEmployed">Persons.</param>
/// <param name="Source">Who gave it: a department, a publication.</param>
/// <param name="AsOf">The day for which the source gives it; of an estimate the end of the year before.</param>
/// <param name="EstimatedFromYearEnd">Estimated with reference to the end of last year, because no figure of the month is to be had (R10.2).</param>
/// <param name="By">Who entered it.</param>
public sealed record Denominator(
    string Region, CountingPeriod Period, long UrbanEmployed, string Source, DateOnly AsOf, bool EstimatedFromYearEnd, string By, DateTimeOffset At)
{
    /// <summary>More than a country has: a figure in the wrong unit.</summary>
    public const long Largest = 2_000_000_000;
}
