using CsCheck;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Retirement;
using Grid.Testing;
using static Grid.Domain.Retirement.RetirementCategory;

namespace Grid.Domain.Tests.Retirement;

public sealed class StatutoryRetirementTests
{
    private static readonly Gen<DateOnly> Birth = Gen.Int[0, 365 * 60].Select(new DateOnly(1940, 1, 1).AddDays);

    [Theory]
    [InlineData(Man60, "1964-12-31", 60, 0, "2024-12")]
    [InlineData(Man60, "1965-01-01", 60, 1, "2025-02")]
    [InlineData(Man60, "1965-04-30", 60, 1, "2025-05")]
    [InlineData(Man60, "1965-05-15", 60, 2, "2025-07")]
    [InlineData(Man60, "1971-08-02", 61, 8, "2033-04")]
    [InlineData(Man60, "1976-08-31", 62, 11, "2039-07")]
    [InlineData(Man60, "1976-09-01", 63, 0, "2039-09")]
    [InlineData(Man60, "1990-09-01", 63, 0, "2053-09")]
    [InlineData(Woman55, "1969-12-31", 55, 0, "2024-12")]
    [InlineData(Woman55, "1970-01-01", 55, 1, "2025-02")]
    [InlineData(Woman55, "1981-08-31", 57, 11, "2039-07")]
    [InlineData(Woman55, "1981-09-01", 58, 0, "2039-09")]
    [InlineData(Woman50, "1974-12-31", 50, 0, "2024-12")]
    [InlineData(Woman50, "1975-01-01", 50, 1, "2025-02")]
    [InlineData(Woman50, "1975-03-08", 50, 2, "2025-05")]
    [InlineData(Woman50, "1984-10-31", 54, 11, "2039-09")]
    [InlineData(Woman50, "1984-11-01", 55, 0, "2039-11")]
    public void Age_and_month(RetirementCategory category, string birth, int years, int months, string month)
    {
        var date = DateOnly.Parse(birth);
        var expected = YearMonth.Of(date).AddMonths((years * 12) + months);
        Assert.Equal(expected, StatutoryRetirement.MonthOf(date, category));
        Assert.Equal(month, expected.ToString());
    }

    [Theory]
    [InlineData(Sex.Male, null, "1965-01-01", "2025-01")]
    [InlineData(Sex.Male, null, "1976-09-01", "2036-09")]
    [InlineData(Sex.Female, Woman55, "1970-01-01", "2025-01")]
    [InlineData(Sex.Female, null, "1970-01-01", "2020-01")]
    [InlineData(Sex.Female, Woman50, "1975-01-01", "2025-01")]
    [InlineData(Sex.Female, Woman50, "1984-11-01", "2036-11")] // statutory 2039-11, three years early, later than 2034-11
    [InlineData(Sex.Female, null, "1984-11-01", "2036-11")]
    [InlineData(Sex.Female, Woman55, "1984-11-01", "2039-11")]
    [InlineData(Sex.Unknown, null, "1984-11-01", "2036-11")]
    [InlineData(Sex.NotStated, null, "1965-01-01", "2015-01")]
    [InlineData(Sex.Male, ManSpecialTrade55, "1971-08-02", "2026-08")]
    [InlineData(Sex.Female, WomanSpecialTrade45, "1981-08-02", "2026-08")]
    [InlineData(Sex.Male, ManSickness50, "1976-08-31", "2026-08")]
    [InlineData(Sex.Female, WomanSickness45, "1984-02-29", "2029-02")]
    public void The_pension_match_starts_at_the_earliest_possible_month(
        Sex sex,
        RetirementCategory? category,
        string birth,
        string month
    ) => Assert.Equal(month, StatutoryRetirement.PensionMatchFrom(DateOnly.Parse(birth), sex, category).ToString());

    [Fact]
    public void The_match_is_never_before_the_old_age_nor_more_than_three_years_early_nor_after_the_statutory_month() =>
        Gen.Select(Birth, Gen.Enum<RetirementCategory>())
            .Check(
                (birth, category) =>
                {
                    var match = StatutoryRetirement.PensionMatchFrom(birth, Sex.Unknown, category);
                    var statutory = StatutoryRetirement.MonthOf(birth, category);
                    var oldAge = category switch
                    {
                        Man60 => 60,
                        Woman55 or ManSpecialTrade55 => 55,
                        WomanSpecialTrade45 or WomanSickness45 => 45,
                        _ => 50,
                    };
                    Assert.True(match >= YearMonth.Of(birth).AddMonths(oldAge * 12));
                    Assert.InRange(statutory.MonthsSince(match), 0, 36);
                }
            );

    [Theory]
    [InlineData(Sex.Male, 3)]
    [InlineData(Sex.Female, 4)]
    [InlineData(Sex.Unknown, 7)]
    [InlineData(Sex.NotStated, 7)]
    public void A_category_of_the_other_sex_cannot_be_recorded(Sex sex, int count)
    {
        Assert.Equal(count, StatutoryRetirement.Recordable(sex).Count);
        Assert.All(StatutoryRetirement.Possible(sex), category => Assert.Contains(category, StatutoryRetirement.Recordable(sex)));
    }

    /// <summary>
    /// Born in January 1980, post unknown: at 50; at the worker's statutory month 2032-08; at 55; at the official's 2037-08; and from then
    /// on every three months.
    /// </summary>
    [Fact]
    public void A_woman_of_whom_the_post_is_not_known_is_matched_when_something_changes_and_quarterly_only_in_the_end()
    {
        List<string> days = [];
        DateOnly? last = null;
        for (var n = 0; n < 6; n++)
        {
            last = PensionMatches.Next(new DateOnly(1980, 1, 20), Sex.Female, null, last);
            days.Add(last.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(["2030-01-01", "2032-08-01", "2035-01-01", "2037-08-01", "2037-11-01", "2038-02-01"], days);

        // As soon as the post is known, from its own month on every three months.
        Assert.Equal(
            new DateOnly(2030, 4, 1),
            PensionMatches.Next(new DateOnly(1980, 1, 20), Sex.Female, Woman50, new DateOnly(2030, 1, 1))
        );
        Assert.Equal(
            new DateOnly(2035, 1, 1),
            PensionMatches.Next(new DateOnly(1980, 1, 20), Sex.Female, Woman55, new DateOnly(2030, 1, 1))
        );
        Assert.Equal(new DateOnly(2025, 1, 1), PensionMatches.Next(new DateOnly(1980, 1, 20), Sex.Female, WomanSpecialTrade45, null));
    }

    [Fact]
    public void Every_match_comes_at_least_three_months_after_the_last_and_the_first_in_the_earliest_month() =>
        Gen.Select(Birth, Gen.Enum<Sex>(), Gen.Enum<RetirementCategory>(), Gen.Bool, Gen.Int[0, 12_000])
            .Check(
                (birth, sex, of, known, days) =>
                {
                    RetirementCategory? category = known ? of : null;
                    var first = StatutoryRetirement.PensionMatchFrom(birth, sex, category).FirstDay;
                    Assert.Equal(first, PensionMatches.Next(birth, sex, category, null));
                    var last = first.AddDays(days);
                    var next = PensionMatches.Next(birth, sex, category, last);
                    Assert.True(next >= last.AddMonths(PensionMatches.EveryMonths));
                    if (known)
                        Assert.Equal(last.AddMonths(PensionMatches.EveryMonths), next);
                }
            );

    [Fact]
    public void Who_is_born_later_never_retires_earlier() =>
        Gen.Select(Birth, Birth, Gen.Enum<RetirementCategory>())
            .Check(
                (a, b, category) =>
                    Assert.Equal(
                        a < b ? StatutoryRetirement.MonthOf(a, category) : StatutoryRetirement.MonthOf(b, category),
                        new[] { StatutoryRetirement.MonthOf(a, category), StatutoryRetirement.MonthOf(b, category) }.Min()
                    )
            );

    [Fact]
    public void The_delay_stays_within_its_cap() =>
        Gen.Select(Birth, Gen.Enum<RetirementCategory>())
            .Check(
                (birth, category) =>
                    Assert.InRange(StatutoryRetirement.DelayMonths(YearMonth.Of(birth), category), 0, category == Woman50 ? 60 : 36)
            );
}
