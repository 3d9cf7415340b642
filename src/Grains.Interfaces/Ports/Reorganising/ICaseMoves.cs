using Grid.Domain.Identity;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Reorganising;

/// <summary>How far an order is.</summary>
public enum CaseMoveStatus
{
    /// <summary>It goes on until nothing is left.</summary>
    Running,

    /// <summary>Nothing was left when it last looked.</summary>
    Done,

    /// <summary>An operator ended it; what it had moved stays moved.</summary>
    Cancelled,
}

/// <summary>An order that moves what ended offices hold to their successors.</summary>
/// <param name="Area">Code of an office, or of a region with all offices within it that have ended.</param>
/// <param name="Total">Persons with something there when it was ordered.</param>
/// <param name="Sweep">How often it has begun to go through the persons, from 1.</param>
/// <param name="Place">The last person processed in this sweep; null at its beginning.</param>
/// <param name="Moved">Persons of whom it moved something. Those of a page that a crash broke off are moved, but not counted.</param>
/// <param name="WalkedAt">When its place last moved.</param>
public sealed record CaseMoveOrder(
    Guid Id,
    string Area,
    string Reason,
    string By,
    DateTimeOffset OrderedAt,
    CaseMoveStatus Status,
    long Total,
    int Sweep,
    PersonId? Place,
    long Moved,
    DateTimeOffset? WalkedAt,
    DateTimeOffset? EndedAt
) : Discreet
{
    /// <summary>The offices whose cases it moves: those of the area that have ended by the day.</summary>
    public static IReadOnlyList<Office> OfficesOf(string area, OfficeDirectory offices, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(offices);
        IEnumerable<Office> all =
            OfficeCode.TryParse(area, out var office) ? (offices.Find(office) is { } one ? [one] : [])
            : RegionCode.TryParse(area, out var region) ? offices.Within(region)
            : [];
        return [.. all.Where(found => found.ValidTo < today)];
    }
}

/// <summary>A person whose case could not be moved when it was last tried.</summary>
/// <param name="Trouble">Code of the refusal or name of the error; quotes nothing of the person.</param>
public sealed record CaseMoveFailure(PersonId Person, string Trouble, DateTimeOffset At) : Discreet;

/// <summary>What became of a page of persons.</summary>
/// <param name="Last">The last one of the page; null when it was empty.</param>
/// <param name="IsEnd">They are the last ones: the next sweep begins.</param>
/// <param name="Moved">Those of whom something was moved.</param>
/// <param name="Settled">Those who are no longer failures.</param>
public sealed record CaseMovePage(
    PersonId? Last,
    bool IsEnd,
    int Moved,
    IReadOnlyList<PersonId> Settled,
    IReadOnlyList<CaseMoveFailure> Failures
) : Discreet;

/// <summary>What data files must not strand; see <see cref="StrandedCases"/>.</summary>
/// <param name="Offices">Every office that holds something or has figures, by code.</param>
/// <param name="Leaves">Every leaf that has counts or entries that wait, by code.</param>
public sealed record RegisterHoldings(IReadOnlyList<OfficeHolding> Offices, IReadOnlyList<string> Leaves) : Discreet;

/// <summary>Orders that move the cases of ended offices, and what offices hold.</summary>
public interface ICaseMoves
{
    /// <summary>Orders one; false when another one for this area is under way. One commit with the receipt.</summary>
    Task<bool> OrderAsync(CaseMoveOrder move, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Ends a running one; false when it does not run. One commit with the receipt.</summary>
    Task<bool> CancelAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken);

    Task<CaseMoveOrder?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The newest first, at most this many.</summary>
    /// <param name="reach">Leading digits of the regions and offices; empty for all.</param>
    Task<IReadOnlyList<CaseMoveOrder>> ListAsync(string reach, int limit, CancellationToken cancellationToken);

    /// <summary>The running one that has waited longest; null when there is none.</summary>
    Task<CaseMoveOrder?> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>Those that could not be moved when last tried, the first ones.</summary>
    Task<IReadOnlyList<CaseMoveFailure>> FailuresAsync(Guid id, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Persons with an active registration, an open application or a duty at one of these offices, in order, behind a person.
    /// </summary>
    Task<IReadOnlyList<PersonId>> PersonsAsync(
        IReadOnlyList<string> offices,
        PersonId? after,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>How many there are.</summary>
    Task<long> CountAsync(IReadOnlyList<string> offices, CancellationToken cancellationToken);

    /// <summary>Moves the place behind a page; false when it is no longer at this place, or does not run.</summary>
    Task<bool> AdvanceAsync(CaseMoveOrder move, CaseMovePage page, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Nothing is left: it is done. False when it does not run.</summary>
    Task<bool> EndAsync(Guid id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>What offices hold and where they were counted, read at one moment.</summary>
    Task<RegisterHoldings> HoldingsAsync(CancellationToken cancellationToken);
}
