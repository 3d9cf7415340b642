namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>A page of applications.</summary>
/// <param name="Total">How many there are in all, counted from the index that lists them.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record ApplicationPage(IReadOnlyList<ApplicationListItem> Items, long Total, string? Next);
