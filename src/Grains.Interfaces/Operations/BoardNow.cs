namespace Grid.Grains.Interfaces.Operations;

/// <summary>The board's numbers, in one snapshot of the store.</summary>
/// <param name="At">When it was taken, by the process' clock.</param>
/// <param name="Stock">Registered persons in the urban block, by leaf; a leaf without any may be missing.</param>
/// <param name="Moved">The day's movements of the urban block, by leaf.</param>
/// <param name="Counts">Count entries that wait; everything committed before the oldest of them is in the figures. At most 10,000 are
/// counted.</param>
/// <param name="Acknowledged">The last day of the sync whose newest manifest reconciles; null when there is none.</param>
/// <param name="Silos">Active silos, with when they last said so.</param>
public sealed record BoardNow(
    DateTimeOffset At,
    IReadOnlyDictionary<string, long> Stock,
    IReadOnlyList<BoardMovement> Moved,
    IReadOnlyList<BoardDuties> Duties,
    BoardWaiting Counts,
    DateOnly? Acknowledged,
    BoardRecount? Recount,
    IReadOnlyList<BoardSilo> Silos
);
