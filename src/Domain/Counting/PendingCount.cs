using Grid.Domain.Identity;

namespace Grid.Domain.Counting;

/// <summary>A count entry with its origin: the journal entry that it follows from, so that every figure can be traced to its events.</summary>
/// <param name="Person">Whose event.</param>
/// <param name="Sequence">The journal entry's sequence.</param>
/// <param name="Ordinal">Position among the entries of that event, from 0.</param>
public sealed record PendingCount(PersonId Person, long Sequence, int Ordinal, CountEntry Entry);
