using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;

namespace Grid.Domain.Tests.Counting.Reports;

/// <summary>The registered rate, by what was published.</summary>
public sealed class RateTests
{
    /// <summary>
    /// Registered, urban employed, published rate: the country in 2021 and 2019, Henan in 2020; then roundings, half away from zero.
    /// </summary>
    [Theory]
    [InlineData(10_400_000, 252_200_000, "3.96")]
    [InlineData(9_450_000, 251_550_000, "3.62")]
    [InlineData(621_500, 18_578_500, "3.24")]
    [InlineData(1, 799, "0.13")]
    [InlineData(3, 797, "0.38")]
    [InlineData(1, 999, "0.10")]
    [InlineData(0, 1, "0.00")]
    [InlineData(1, 1, "50.00")]
    public void The_rate_is_registered_by_employed_and_registered(long registered, long employed, string percent)
    {
        var rate = RegisteredRate.Of(registered, Of(employed));
        Assert.Equal(percent, rate.Percent!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null(rate.Missing);
    }

    [Fact]
    public void Without_a_denominator_there_is_no_rate_and_a_reason() =>
        Assert.Equal(new RegisteredRate(7, null, null, RateMissing.DenominatorNotEntered), RegisteredRate.Of(7, null));

    [Fact]
    public void A_stock_that_grew_above_the_denominator_has_no_rate() =>
        Assert.Equal(new RegisteredRate(8, 7, null, RateMissing.DenominatorBelowRegistered), RegisteredRate.Of(8, Of(7)));

    [Theory]
    [InlineData(268_400, "2025-12-31", true, null)]
    [InlineData(268_400, "2026-11-20", false, null)]
    [InlineData(1_000, "2026-11-20", false, null)]
    [InlineData(0, "2026-11-20", false, DenominatorError.NotPositive)]
    [InlineData(-5, "2026-11-20", false, DenominatorError.NotPositive)]
    [InlineData(2_000_000_001, "2026-11-20", false, DenominatorError.TooLarge)]
    [InlineData(999, "2026-11-20", false, DenominatorError.BelowRegistered)]
    [InlineData(268_400, "2026-11-26", false, DenominatorError.AsOfInFuture)]
    [InlineData(268_400, "2026-10-31", true, DenominatorError.NotLastYearEnd)]
    [InlineData(268_400, "2024-12-30", false, DenominatorError.AsOfTooOld)]
    public void What_may_be_entered(long employed, string asOf, bool estimated, DenominatorError? error)
    {
        var entered = Of(employed) with
        {
            AsOf = DateOnly.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture),
            EstimatedFromYearEnd = estimated,
        };
        Assert.Equal(error is { } one ? [one] : [], DenominatorRules.Check(entered, registered: 1_000, new DateOnly(2026, 11, 25)));
    }

    [Fact]
    public void An_unknown_stock_refuses_nothing() =>
        Assert.Empty(DenominatorRules.Check(Of(1), registered: null, new DateOnly(2026, 11, 25)));

    /// <summary>The estimate of January's period refers to the year that ended within it.</summary>
    [Fact]
    public void The_last_year_end_of_a_january() =>
        Assert.Equal(new DateOnly(2025, 12, 31), DenominatorRules.LastYearEnd(new CountingPeriod(new YearMonth(2026, 1))));

    private static Denominator Of(long employed) =>
        new(
            "360102",
            new CountingPeriod(new YearMonth(2026, 11)),
            employed,
            "统计局",
            new DateOnly(2026, 11, 20),
            false,
            "statistician-1",
            DateTimeOffset.UnixEpoch
        );
}
