namespace Grid.Api.Search;

/// <summary>A page of persons found.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record SearchPageView(IReadOnlyList<SearchLine> Items, string? Next);
