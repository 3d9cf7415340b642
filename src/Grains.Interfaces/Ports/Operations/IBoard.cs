using Grid.Domain.Counting;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Operations;

/// <summary>The numbers of the operators' board, from what the store keeps: nothing is counted over persons.</summary>
public interface IBoard
{
    /// <summary>The present numbers.</summary>
    /// <param name="leaves">Whose stock, movements and recounts.</param>
    /// <param name="areas">Whose duties, by the digits that their codes begin with: two, four or six.</param>
    /// <param name="today">The day in China.</param>
    Task<BoardNow> NowAsync(IReadOnlyList<string> leaves, IReadOnlyList<string> areas, DateOnly today, CancellationToken cancellationToken);

    /// <summary>Messages that wait to be sent, and those given up.</summary>
    Task<BoardWaiting> NoticesAsync(SearchScope scope, CancellationToken cancellationToken);

    /// <summary>The last sample of each step, from a moment on; steps without one are left out.</summary>
    /// <param name="area">The digits that the region's codes begin with.</param>
    Task<IReadOnlyList<BoardSample>> SamplesAsync(string area, DateTimeOffset from, TimeSpan step, CancellationToken cancellationToken);

    /// <summary>What went in and out on each day from and to, both inclusive; days without anything are left out.</summary>
    Task<IReadOnlyList<BoardDay>> DaysAsync(IReadOnlyList<string> leaves, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

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
) : Discreet;

/// <summary>What moved on a day in the urban block of a leaf.</summary>
/// <param name="Peer">Of a transfer: leaf and block on the other side; else empty.</param>
public sealed record BoardMovement(string Leaf, Measure Measure, string Peer, long Count) : Discreet;

/// <summary>Open duties of one kind in an area.</summary>
/// <param name="Area">The digits that its regions' codes begin with.</param>
/// <param name="Overdue">The last day is past.</param>
/// <param name="Today">The last day is today.</param>
public sealed record BoardDuties(string Area, DutyKind Kind, long Overdue, long Today, long Open) : Discreet;

/// <summary>What waits in an outbox.</summary>
/// <param name="Oldest">Since when the oldest waits; null when nothing does.</param>
/// <param name="Stuck">What does not go on by itself: refused, or given up.</param>
public sealed record BoardWaiting(long Waiting, DateTimeOffset? Oldest, long Stuck) : Discreet;

/// <summary>The last recount that touched the leaves asked for.</summary>
public sealed record BoardRecount(DateTimeOffset StartedAt, DateTimeOffset EndedAt, string By, int Leaves, long DifferentCells) : Discreet;

/// <summary>An active silo of the cluster, by the membership table.</summary>
/// <param name="Silent">It has not said for a minute that it lives.</param>
public sealed record BoardSilo(string Name, DateTimeOffset StartedAt, bool Silent) : Discreet;

/// <summary>The board's numbers at a moment. What only the whole register has is null for regions below the province.</summary>
/// <param name="Arrived">In, on that day in China so far.</param>
/// <param name="Gone">Out, on that day in China so far.</param>
/// <param name="CountsLag">How long the oldest waited, in seconds; 0 when nothing did.</param>
public sealed record BoardSample(
    DateTimeOffset At,
    long Registered,
    long Arrived,
    long Gone,
    long Overdue,
    double? CountsLag,
    double? PlatformLag,
    long? PlatformRefused,
    double? NoticesLag,
    long? RecountDifference,
    int? Silos
) : Discreet;

/// <summary>What went in and out of some leaves together on a day, transfers between them left out.</summary>
public sealed record BoardDay(DateOnly On, long In, long Out) : Discreet;
