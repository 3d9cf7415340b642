namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>Asks for a page of a list.</summary>
/// <param name="Size">Rows at most, 1 to 200.</param>
/// <param name="After">The cursor of the page before, as it was given; null for the first page.</param>
public sealed record PageRequest(int Size, string? After) : Discreet;

/// <summary>A page of a list, in the order of the list.</summary>
/// <param name="Items">The rows; fewer than asked for on the last page.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next) : Discreet
{
    /// <summary>How many there are in all, where the list is counted; zero where it is not.</summary>
    public long Total { get; init; }
}

/// <summary>A cursor that this list never gave.</summary>
public sealed class InvalidCursorException() : Exception("The cursor is not one of this list's.");
