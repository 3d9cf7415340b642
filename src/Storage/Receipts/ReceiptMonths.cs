using Grid.Domain.Calendar;

namespace Grid.Storage.Receipts;

/// <summary>In which months a receipt is stored.</summary>
internal static class ReceiptMonths
{
    /// <summary>
    /// How long after midnight a receipt is also stored in the month before: longer than clocks of processes differ and a commit takes.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The month of the moment in China; in its first minutes also the month before, so that a key used at once on both sides of midnight
    /// meets itself.
    /// </summary>
    public static IReadOnlyList<DateOnly> Of(DateTimeOffset at)
    {
        var month = MonthOf(at);
        return MonthOf(at - Overlap) is var before && before != month ? [month, before] : [month];
    }

    private static DateOnly MonthOf(DateTimeOffset at) => ChinaTime.DateOf(at) is var day ? new DateOnly(day.Year, day.Month, 1) : default;
}
