namespace Grid.Domain.Counting.Reports;

/// <summary>What offices did for persons on the days of the period (79/2020 (五), (十四)).</summary>
/// <param name="Given">Services given, by code of the list service-kind.</param>
/// <param name="Contacts">Contacts and attempts.</param>
/// <param name="Reached">Those that reached the person.</param>
/// <param name="DutiesInTime">Duties that ended in time.</param>
/// <param name="DutiesEnded">All that ended in time, late or missed.</param>
public sealed record ReportServices(IReadOnlyDictionary<string, long> Given, long Contacts, long Reached, long DutiesInTime, long DutiesEnded)
{
    public static ReportServices None { get; } = new(new Dictionary<string, long>(), 0, 0, 0, 0);

    /// <summary>Reached by contacts, in percent with two decimals; null without contacts.</summary>
    public decimal? ContactRate => Percent(Reached, Contacts);

    /// <summary>In time by all ended, in percent with two decimals; null where none ended.</summary>
    public decimal? OnTimeRate => Percent(DutiesInTime, DutiesEnded);

    private static decimal? Percent(long part, long whole) =>
        whole == 0 ? null : Math.Round(100m * part / whole, 2, MidpointRounding.AwayFromZero) + 0.00m;
}
