namespace Grid.Storage.Persons.Commits;

/// <summary>
/// The row of <c>person</c> that a commit writes. <see cref="Version"/> is the one it must find; 0 where there must be no row yet.
/// </summary>
internal sealed record PersonRow(
    Guid Person,
    long Version,
    long Sequence,
    short Schema,
    byte[] State,
    byte[]? DataKey,
    Guid Commit,
    DateTimeOffset WrittenAt
);
