using System.Text.Json;
using CsCheck;
using Grid.Domain.Calendar;
using Grid.Testing;

namespace Grid.Domain.Tests.Calendar;

public sealed class YearMonthTests
{
    private static readonly Gen<YearMonth> Any = Gen.Select(Gen.Int[1900, 2100], Gen.Int[1, 12], (y, m) => new YearMonth(y, m));

    [Fact]
    public void Adding_and_measuring_agree() =>
        Gen.Select(Any, Any)
            .Check(
                (a, b) =>
                {
                    Assert.Equal(a, b.AddMonths(a.MonthsSince(b)));
                    Assert.Equal(a < b, a.FirstDay < b.FirstDay);
                    Assert.Equal(a, YearMonth.Of(a.LastDay));
                    Assert.Equal(a.AddMonths(1).FirstDay, a.LastDay.AddDays(1));
                }
            );

    [Fact]
    public void It_is_a_text_in_JSON() =>
        Any.Check(month =>
        {
            Assert.Equal($"\"{month.Year}-{month.Month:00}\"", JsonSerializer.Serialize(month));
            Assert.Equal(month, JsonSerializer.Deserialize<YearMonth>(JsonSerializer.Serialize(month)));
        });

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("202601")]
    [InlineData("2026-01-01")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_no_month(string? text) => Assert.False(YearMonth.TryParse(text, out _));

    [Theory]
    [InlineData(2026, 0)]
    [InlineData(2026, 13)]
    [InlineData(0, 1)]
    [InlineData(10000, 1)]
    public void A_month_outside_the_year_is_none(int year, int month) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new YearMonth(year, month));
}
