namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>A page of hits.</summary>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, string? Next);
