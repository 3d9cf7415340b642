using CsCheck;
using Grid.Domain.Calendar;
using Grid.Testing;

namespace Grid.Domain.Tests.Calendar;

/// <summary>One rule for full months, in both directions.</summary>
public sealed class FullMonthsTests
{
    [Theory]
    [InlineData("2025-08-31", 6, "2026-03-01")]
    [InlineData("2025-08-28", 6, "2026-02-28")]
    [InlineData("2025-12-15", 6, "2026-06-15")]
    [InlineData("2026-05-31", 1, "2026-07-01")]
    [InlineData("2004-02-29", 300, "2029-03-01")]
    [InlineData("2004-02-29", 288, "2028-02-29")]
    [InlineData("2026-05-31", 0, "2026-05-31")]
    public void They_are_full_on_the_day_of_the_same_number_or_on_the_1st_after(string from, int months, string full)
    {
        var (start, day) = (Tables.Day(from), Tables.Day(full));
        Assert.Equal(day, FullMonths.FullOn(start, months));
        Assert.True(start < FullMonths.NotFullFrom(day, months));
        Assert.False(start < FullMonths.NotFullFrom(day.AddDays(-1), months));
    }

    [Fact]
    public void What_the_database_compares_is_the_same_rule() =>
        Gen.Select(Gen.Date[new DateTime(1990, 1, 1), new DateTime(2040, 12, 31)], Gen.Int[0, 60], Gen.Int[-70, 70])
            .Check(
                (date, months, off) =>
                {
                    var from = DateOnly.FromDateTime(date);
                    var day = FullMonths.FullOn(from, months).AddDays(off);
                    Assert.Equal(FullMonths.FullOn(from, months) <= day, from < FullMonths.NotFullFrom(day, months));
                }
            );
}
