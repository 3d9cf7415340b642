namespace Grid.Grains.Interfaces.Platform;

/// <summary>A page of the refused list.</summary>
public sealed record RefusedPage(IReadOnlyList<RefusedItem> Items, long Total, string? Next);
