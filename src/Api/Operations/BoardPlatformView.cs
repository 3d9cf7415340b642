namespace Grid.Api.Operations;

/// <summary>The sync with the national platform.</summary>
/// <param name="LastAcknowledgedDay">The last day that is closed and reconciles; absent when there is none.</param>
/// <param name="Refused">Items that the platform refused.</param>
/// <param name="HeldBack">Items that wait behind them.</param>
/// <param name="ByHand">Items to report by hand.</param>
/// <param name="Trend">Of <paramref name="Refused"/>.</param>
public sealed record BoardPlatformView(
    DateOnly? LastAcknowledgedDay,
    bool Paused,
    long Refused,
    long HeldBack,
    long ByHand,
    DateTimeOffset AsOf,
    TrendsView? Trend,
    AttentionView? Attention
);
