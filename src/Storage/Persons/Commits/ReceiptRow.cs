using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Storage.Persons.Commits;

/// <summary>A row of <c>receipt</c>.</summary>
internal sealed record ReceiptRow(Guid Person, ReceiptEntry Entry, DateOnly Month, string Outcome, DateTimeOffset At);
