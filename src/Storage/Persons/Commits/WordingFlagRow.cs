using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Storage.Persons.Commits;

/// <summary>A row of <c>wording_flag</c>: what of the journal entry is not sealed.</summary>
internal sealed record WordingFlagRow(Guid Person, JournalEntry Entry, WordingFlagged Flag);
