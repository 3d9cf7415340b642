using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>Reads a person's journal, unsealed, in order.</summary>
public interface IJournalReader
{
    /// <summary>Entries with a sequence above <paramref name="after"/>, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<JournalEntry>> ReadAsync(PersonId person, long after, int limit, CancellationToken cancellationToken);
}
