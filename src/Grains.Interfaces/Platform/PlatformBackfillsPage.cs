namespace Grid.Grains.Interfaces.Platform;

/// <summary>A page of backfills, the newest first.</summary>
public sealed record PlatformBackfillsPage(IReadOnlyList<PlatformBackfill> Items, string? Next);
