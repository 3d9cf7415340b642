namespace Grid.Api.Worklists;

/// <summary>A page of a worklist.</summary>
/// <param name="Items">The earliest last day first.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record WorklistView(IReadOnlyList<WorklistLine> Items, string? Next);
