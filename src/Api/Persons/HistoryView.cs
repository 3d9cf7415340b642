namespace Grid.Api.Persons;

/// <summary>A page of a person's history.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record HistoryView(string PersonId, IReadOnlyList<HistoryLine> Items, string? Next);
