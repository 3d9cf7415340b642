namespace Grid.Api.Operations;

/// <summary>What waits to be done by the register itself.</summary>
/// <param name="Name"><c>counts</c>: figures to be folded; <c>platform</c>: items for the national platform; <c>notices</c>: messages to
/// persons.</param>
/// <param name="Zh">Its name.</param>
/// <param name="Waiting">How much; of <c>counts</c>, 10,000 means that many or more.</param>
/// <param name="OldestSince">Since when the oldest waits; absent when nothing does.</param>
/// <param name="LagSeconds">How long that is; 0 when nothing waits.</param>
/// <param name="Stuck">What does not go on by itself: refused items, messages given up.</param>
/// <param name="Trend">Of <paramref name="LagSeconds"/>.</param>
public sealed record BoardOutboxView(
    string Name,
    string Zh,
    string En,
    long Waiting,
    DateTimeOffset? OldestSince,
    double LagSeconds,
    long Stuck,
    DateTimeOffset AsOf,
    TrendsView? Trend,
    AttentionView? Attention
);
