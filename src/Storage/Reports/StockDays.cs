using Grid.Domain.Calendar;

namespace Grid.Storage.Reports;

/// <summary>Ages and durations as dates, so that the database only compares.</summary>
internal static class StockDays
{
    /// <summary>Rising, as width_bucket needs them: the highest band's end comes first in time.</summary>
    public static DateOnly[] Ends(IReadOnlyList<int> lowerEnds, Func<int, DateOnly> end) => [.. lowerEnds.Reverse().Select(end)];

    /// <summary>The first date from which that many units (of so many months) are not full on the day.</summary>
    public static DateOnly After(DateOnly day, int units, int monthsEach) => FullMonths.NotFullFrom(day, units * monthsEach);
}
