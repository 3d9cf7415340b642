namespace Grid.Api.Platform;

/// <summary>A page of backfills, the newest first.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record BackfillsView(IReadOnlyList<BackfillView> Items, string? Next);
