using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Text;

namespace Grid.Domain.Counting;

/// <summary>
/// A period of the monthly statistics (统计期): from the 21st of the month before to the 20th of the month that names it, both inclusive,
/// 79/2020 (九). Written as its month, <c>2026-11</c>. Ordered by time.
/// </summary>
[JsonConverter(typeof(Json))]
public readonly record struct CountingPeriod(YearMonth Month) : IComparable<CountingPeriod>
{
    /// <summary>The last day of a month that is still of the month's own period.</summary>
    public const int LastDayOfMonth = 20;

    /// <summary>The first day, inclusive: a 21st.</summary>
    public DateOnly First => Month.AddMonths(-1).FirstDay.AddDays(LastDayOfMonth);

    /// <summary>The last day, inclusive: a 20th. The period is over when it is.</summary>
    public DateOnly Last => Month.FirstDay.AddDays(LastDayOfMonth - 1);

    public CountingPeriod Next => new(Month.AddMonths(1));

    public CountingPeriod Previous => new(Month.AddMonths(-1));

    /// <summary>The same month of the year before, for comparison.</summary>
    public CountingPeriod YearBefore => new(Month.AddMonths(-12));

    /// <summary>The period that a date falls into.</summary>
    public static CountingPeriod Of(DateOnly date) =>
        new(date.Day <= LastDayOfMonth ? YearMonth.Of(date) : YearMonth.Of(date).AddMonths(1));

    public bool Contains(DateOnly date) => First <= date && date <= Last;

    /// <summary>Whether its last day is past.</summary>
    public bool IsOver(DateOnly today) => Last < today;

    public int CompareTo(CountingPeriod other) => Month.CompareTo(other.Month);

    public static bool operator <(CountingPeriod left, CountingPeriod right) => left.Month < right.Month;

    public static bool operator >(CountingPeriod left, CountingPeriod right) => left.Month > right.Month;

    public static bool operator <=(CountingPeriod left, CountingPeriod right) => left.Month <= right.Month;

    public static bool operator >=(CountingPeriod left, CountingPeriod right) => left.Month >= right.Month;

    public override string ToString() => Month.ToString();

    /// <summary>Reads <c>yyyy-MM</c> and nothing else.</summary>
    public static bool TryParse(string? text, out CountingPeriod period)
    {
        var read = YearMonth.TryParse(text, out var month);
        period = new CountingPeriod(month);
        return read;
    }

    private sealed class Json : TextValueConverter<CountingPeriod>
    {
        protected override string? Parse(string text, out CountingPeriod value) => TryParse(text, out value) ? null : "not yyyy-MM";

        protected override string Format(CountingPeriod value) => value.ToString();
    }
}
