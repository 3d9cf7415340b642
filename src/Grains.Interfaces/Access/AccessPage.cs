namespace Grid.Grains.Interfaces.Access;

/// <summary>A page of the access log.</summary>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record AccessPage(IReadOnlyList<AccessLine> Items, string? Next);
