using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>Persons' records as they were last committed, for lists that tell persons apart. No grain is woken.</summary>
public interface ICommittedRecords
{
    /// <summary>Those of these persons that can be read; an erased one, or one that is not known, is left out.</summary>
    Task<IReadOnlyDictionary<PersonId, PersonRecord>> ReadAsync(IReadOnlyCollection<PersonId> persons, CancellationToken cancellationToken);
}
