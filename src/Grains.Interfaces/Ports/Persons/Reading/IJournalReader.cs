using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>Reads a person's journal, unsealed, in order.</summary>
public interface IJournalReader
{
    /// <summary>Entries with a sequence above <paramref name="after"/>, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<JournalEntry>> ReadAsync(PersonId person, long after, int limit, CancellationToken cancellationToken);
}

/// <summary>Persons' records as they were last committed, for lists that tell persons apart. No grain is woken.</summary>
public interface ICommittedRecords
{
    /// <summary>Those of these persons that can be read; an erased one, or one that is not known, is left out.</summary>
    Task<IReadOnlyDictionary<PersonId, PersonRecord>> ReadAsync(IReadOnlyCollection<PersonId> persons, CancellationToken cancellationToken);
}
