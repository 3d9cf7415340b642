namespace Grid.Grains.Interfaces.Duties;

/// <summary>A page of a worklist.</summary>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record WorklistPage(IReadOnlyList<WorklistItem> Items, string? Next);
