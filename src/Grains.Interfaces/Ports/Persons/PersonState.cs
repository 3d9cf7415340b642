using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>
/// What a person's grain keeps through the storage provider <c>registry</c>: the record, and between a decision and its write the commit
/// that the write must carry. The provider writes both in one transaction and clears the commit.
/// </summary>
public sealed class PersonState
{
    /// <summary>Null only before the first read of an unknown person.</summary>
    public PersonRecord? Record { get; set; }

    /// <summary>What the next write commits together with the record; null when there is nothing to write.</summary>
    public PersonCommit? Unsaved { get; set; }

    /// <summary>
    /// The store's own: what it needs to write again what it read (the person's data key). No other code reads it; it never leaves the
    /// process.
    /// </summary>
    public object? StoreTag { get; set; }
}
