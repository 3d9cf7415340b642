namespace Grid.Api.Operations;

/// <summary>A number on the board.</summary>
/// <param name="AsOf">Everything committed before this moment is in it.</param>
/// <param name="LagSeconds">How long ago that is.</param>
/// <param name="Parts">What it is made of, where that says more.</param>
public sealed record BoardNumberView(
    long Value,
    DateTimeOffset AsOf,
    double LagSeconds,
    IReadOnlyDictionary<string, long>? Parts,
    TrendsView? Trend,
    AttentionView? Attention
);
