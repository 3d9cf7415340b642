namespace Grid.Api.Platform;

/// <summary>A page of the operators' log, the newest first.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record PlatformOrdersView(IReadOnlyList<PlatformOrderLine> Items, string? Next);
