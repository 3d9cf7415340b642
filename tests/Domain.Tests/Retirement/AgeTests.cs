using CsCheck;
using Grid.Domain.Retirement;
using Grid.Testing;

namespace Grid.Domain.Tests.Retirement;

public sealed class AgeTests
{
    private static readonly Gen<DateOnly> Birth = Gen.Int[0, 36500].Select(new DateOnly(1920, 1, 1).AddDays);

    [Theory]
    [InlineData("2010-11-22", "2026-11-21", 15)]
    [InlineData("2010-11-22", "2026-11-22", 16)]
    [InlineData("2004-02-29", "2020-02-28", 15)]
    [InlineData("2004-02-29", "2020-02-29", 16)]
    [InlineData("2008-02-29", "2026-02-28", 17)]
    [InlineData("2008-02-29", "2026-03-01", 18)]
    [InlineData("2026-11-22", "2026-11-22", 0)]
    public void Full_years(string birth, string on, int years)
    {
        Assert.Equal(years, Age.FullYears(DateOnly.Parse(birth), DateOnly.Parse(on)));
        Assert.Equal(years >= 16, Age.IsOfWorkingAge(DateOnly.Parse(birth), DateOnly.Parse(on)));
    }

    [Theory]
    [InlineData("2008-02-29", 18, "2026-03-01")]
    [InlineData("2008-02-29", 16, "2024-02-29")]
    [InlineData("2010-12-31", 16, "2026-12-31")]
    public void Reached_on(string birth, int years, string day) =>
        Assert.Equal(DateOnly.Parse(day), Age.ReachedOn(DateOnly.Parse(birth), years));

    [Fact]
    public void The_age_is_reached_on_that_day_and_not_a_day_before() =>
        Gen.Select(Birth, Gen.Int[1, 100])
            .Check(
                (birth, years) =>
                {
                    var day = Age.ReachedOn(birth, years);
                    Assert.Equal(years, Age.FullYears(birth, day));
                    Assert.Equal(years - 1, Age.FullYears(birth, day.AddDays(-1)));
                }
            );

    [Fact]
    public void Before_birth_there_is_no_age() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Age.FullYears(new DateOnly(2020, 1, 2), new DateOnly(2020, 1, 1)));
}
