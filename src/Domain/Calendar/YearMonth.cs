using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Calendar;

/// <summary>A calendar month, written <c>2026-02</c>. Ordered by time; equal when year and month are.</summary>
[JsonConverter(typeof(Json))]
public readonly record struct YearMonth : IComparable<YearMonth>
{
    private readonly int months;

    public YearMonth(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        months = ((year - 1) * 12) + month - 1;
    }

    public int Year => (months / 12) + 1;

    public int Month => (months % 12) + 1;

    public DateOnly FirstDay => new(Year, Month, 1);

    public DateOnly LastDay => new(Year, Month, DateTime.DaysInMonth(Year, Month));

    public static YearMonth Of(DateOnly date) => new(date.Year, date.Month);

    public YearMonth AddMonths(int months)
    {
        var sum = this.months + months;
        return new YearMonth((sum / 12) + 1, (sum % 12) + 1);
    }

    public bool Contains(DateOnly date) => Of(date) == this;

    /// <summary>Months from <paramref name="earlier"/> to this one; negative when it is later.</summary>
    public int MonthsSince(YearMonth earlier) => months - earlier.months;

    public int CompareTo(YearMonth other) => months.CompareTo(other.months);

    public static bool operator <(YearMonth left, YearMonth right) => left.months < right.months;

    public static bool operator >(YearMonth left, YearMonth right) => left.months > right.months;

    public static bool operator <=(YearMonth left, YearMonth right) => left.months <= right.months;

    public static bool operator >=(YearMonth left, YearMonth right) => left.months >= right.months;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");

    /// <summary>Reads <c>yyyy-MM</c> and nothing else.</summary>
    public static bool TryParse(string? text, out YearMonth month)
    {
        var read = DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        month = read ? Of(first) : default;
        return read;
    }

    private sealed class Json : TextValueConverter<YearMonth>
    {
        protected override string? Parse(string text, out YearMonth value) => TryParse(text, out value) ? null : "not yyyy-MM";

        protected override string Format(YearMonth value) => value.ToString();
    }
}

/// <summary>
/// Full months since a day, the one rule of the register for ages and for how long a person is registered: they are full on the day of the
/// same number, or on the 1st after a month that has none. So six months from 31 August are full on 1 March, and a person born on 29
/// February is a year older on 1 March of a common year.
/// </summary>
public static class FullMonths
{
    /// <summary>The first day on which so many months are full.</summary>
    /// <param name="from">The day they are counted from.</param>
    /// <param name="months">0 or more.</param>
    public static DateOnly FullOn(DateOnly from, int months)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(months);
        var day = from.AddMonths(months);
        return day.Day == from.Day ? day : day.AddDays(1);
    }

    /// <summary>
    /// The first start from which so many months are not full on the day: the same rule for a database that only compares.
    /// </summary>
    public static DateOnly NotFullFrom(DateOnly day, int months)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(months);
        return months < ((day.Year - 1) * 12) + day.Month - 1 ? day.AddMonths(-months).AddDays(1) : DateOnly.MinValue;
    }
}
