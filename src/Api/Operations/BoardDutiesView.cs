namespace Grid.Api.Operations;

/// <summary>Overdue duties.</summary>
/// <param name="Value">All of them.</param>
/// <param name="Kinds">One for each kind of duty, also where there is nothing.</param>
public sealed record BoardDutiesView(
    long Value,
    DateTimeOffset AsOf,
    IReadOnlyList<BoardKindView> Kinds,
    TrendsView? Trend,
    AttentionView? Attention
);
