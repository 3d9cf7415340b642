namespace Grid.Api.Notices;

/// <summary>A page of undelivered messages.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record UndeliveredView(IReadOnlyList<UndeliveredLine> Items, string? Next);
