namespace Grid.Api.Operations;

/// <summary>The silos of the cluster.</summary>
/// <param name="Active">How many are members.</param>
/// <param name="Silent">Those of them that have not said for a minute that they live.</param>
public sealed record BoardSilosView(int Active, int Silent, DateTimeOffset AsOf, TrendsView? Trend, AttentionView? Attention);
