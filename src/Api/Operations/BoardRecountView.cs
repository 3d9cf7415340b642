namespace Grid.Api.Operations;

/// <summary>The last recount from the journal that covers the region or a part of it.</summary>
/// <param name="DifferentCells">In how many figures it differed from the live counts: 0, or something is wrong. Absent when there was none
/// yet.</param>
/// <param name="StartedAt">When its snapshot was taken.</param>
/// <param name="By">Who asked for it; <c>nightly</c> for the register itself.</param>
/// <param name="Leaves">How many leaf regions it covered.</param>
public sealed record BoardRecountView(
    long? DifferentCells,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? By,
    int? Leaves,
    DateTimeOffset AsOf,
    TrendsView? Trend,
    AttentionView? Attention
);
