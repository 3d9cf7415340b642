using Grid.Domain.Counting;

namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>A count entry on its way to its outbox, with the journal entry that it follows from.</summary>
/// <param name="Sequence">The journal entry's sequence.</param>
/// <param name="Ordinal">Position among the entries of that event, from 0.</param>
public sealed record CountRow(long Sequence, int Ordinal, CountEntry Entry);
