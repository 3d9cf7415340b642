namespace Grid.Api.Applications;

/// <summary>A page of the worklist.</summary>
/// <param name="Items">In the order of their deadlines.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record ApplicationPageView(IReadOnlyList<ApplicationLine> Items, long Total, string? Next);
