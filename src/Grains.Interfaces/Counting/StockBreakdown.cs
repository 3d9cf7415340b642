namespace Grid.Grains.Interfaces.Counting;

/// <summary>
/// One block's stock on a day. Each list sums to <paramref name="Total"/>; hardship, benefit and long-term are "of which".
/// </summary>
/// <param name="Sex">By GB/T 2261.1 code.</param>
/// <param name="Education">By GB/T 4658 code; <c>none</c> where not known.</param>
/// <param name="Ages">By band, in its order; those below the first band or without a birth date stand under −1 at the end.</param>
/// <param name="Months">By band, in its order.</param>
public sealed record StockBreakdown(
    long Total,
    IReadOnlyDictionary<string, long> Sex,
    IReadOnlyDictionary<string, long> Education,
    IReadOnlyList<BandCount> Ages,
    IReadOnlyList<BandCount> Months,
    long Hardship,
    long Benefit,
    long LongTerm
);
