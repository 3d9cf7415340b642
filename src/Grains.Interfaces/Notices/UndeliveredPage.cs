namespace Grid.Grains.Interfaces.Notices;

/// <summary>A page of undelivered messages.</summary>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record UndeliveredPage(IReadOnlyList<UndeliveredNotice> Items, string? Next);
