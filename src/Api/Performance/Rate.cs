namespace Grid.Api.Performance;

/// <summary>A part of a whole, as figures show it.</summary>
internal static class Rate
{
    /// <summary>0 to 1 with four decimals; null of nothing.</summary>
    public static double? Of(long part, long whole) =>
        whole == 0 ? null : Math.Round((double)part / whole, 4, MidpointRounding.AwayFromZero);
}
