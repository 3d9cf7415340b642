namespace Grid.Storage.Reports;

/// <summary>Ages and durations as dates, so that the database only compares.</summary>
internal static class StockDays
{
    /// <summary>Rising, as width_bucket wants them: the highest band's end comes first in time.</summary>
    public static DateOnly[] Ends(IReadOnlyList<int> lowerEnds, Func<int, DateOnly> end) => [.. lowerEnds.Reverse().Select(end)];

    /// <summary>
    /// The first date from which that many units (of so many months) are not full on the day. Full years and months are reached on the day of the same number, or on the
    /// 1st after a month that has none: somebody born on 29 February is a year older on 1 March.
    /// </summary>
    public static DateOnly After(DateOnly day, int units, int monthsEach) =>
        units * monthsEach < ((day.Year - 1) * 12) + day.Month - 1 ? day.AddMonths(-units * monthsEach).AddDays(1) : DateOnly.MinValue;
}
