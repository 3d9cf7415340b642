namespace Grid.Domain.Counting.Reports;

/// <summary>
/// The registered urban unemployment rate (城镇登记失业率, §5.3): registered unemployed at the end of the period ÷ (urban employed + registered unemployed) × 100, with two decimals.
/// </summary>
/// <param name="Registered">The urban stock at the end.</param>
/// <param name="UrbanEmployed">As entered; null when it is not.</param>
/// <param name="Percent">Two decimals, half away from zero; null when there is none, and then <paramref name="Missing"/> says why.</param>
public sealed record RegisteredRate(long Registered, long? UrbanEmployed, decimal? Percent, RateMissing? Missing)
{
    private const int Decimals = 2;

    public static RegisteredRate Of(long registered, Denominator? denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(registered);
        if (denominator is null)
            return new RegisteredRate(registered, null, null, RateMissing.DenominatorNotEntered);
        var employed = denominator.UrbanEmployed;
        return employed <= 0 || employed < registered
            ? new RegisteredRate(registered, employed, null, RateMissing.DenominatorBelowRegistered)
            : new RegisteredRate(registered, employed, PercentOf(registered, employed), null);
    }

    private static decimal PercentOf(long registered, long employed)
    {
        var rounded = Math.Round(100m * registered / (employed + registered), Decimals, MidpointRounding.AwayFromZero);

        // Always written with two decimals (0.10, not 0.1), so that the same rate is the same text.
        return rounded + 0.00m;
    }
}
