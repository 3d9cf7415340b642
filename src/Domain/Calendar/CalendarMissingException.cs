namespace Grid.Domain.Calendar;

/// <summary>
/// A day lies in a year that has no table, not even a provisional one. There is no fallback to plain weekdays: on 30 December 2026 that
/// would have given 4 January instead of 5 January.
/// </summary>
public sealed class CalendarMissingException(string region, int year)
    : Exception($"There is no working calendar of {region} for {year}: load {region}/{year}.json, official or provisional.")
{
    /// <summary>The root region, <c>CN</c>.</summary>
    public string Region { get; } = region;

    public int Year { get; } = year;
}
