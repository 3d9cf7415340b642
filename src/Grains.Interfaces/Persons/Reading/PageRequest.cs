namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>A page of a list.</summary>
/// <param name="Size">Rows at most, 1 to 200.</param>
/// <param name="After">The cursor of the page before, as it was given; null for the first page.</param>
public sealed record PageRequest(int Size, string? After);
