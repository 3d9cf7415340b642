using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Storage.Persons.Commits;

/// <summary>A row of <c>journal</c>, its personal part sealed.</summary>
internal sealed record JournalRow(
    Guid Person,
    JournalEntry Entry,
    string Name,
    Guid Commit,
    string Facts,
    string? Standing,
    byte[]? Personal
);
