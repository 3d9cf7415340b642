namespace Grid.Grains.Interfaces.Counting;

/// <summary>A page of the persons behind a figure.</summary>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record FigurePersonsPage(IReadOnlyList<FigurePerson> Items, string? Next);
