using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>
/// What is still to be sent to the platform. Leased in one commit, sent with no transaction open, marked by lease in another; an expired
/// lease is sent again under the same key. Only a person's oldest item that is not sent can be leased; a refused one holds back that
/// person's later ones until it is corrected, sent again or skipped.
/// </summary>
public interface IPlatformOutbox
{
    /// <summary>
    /// Leases due items until a moment, the oldest first, at most one a person. What can no longer be opened (the person was erased) goes
    /// onto the list instead.
    /// </summary>
    Task<IReadOnlyList<LeasedItem>> LeaseAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// What became of a page, in one commit: accepted ones move to what was sent; refused ones and those to report by hand go to the list;
    /// ones without an answer become due again at a moment, and with them what waits behind them. Items whose lease is another's by now are
    /// left alone.
    /// </summary>
    Task MarkAsync(Guid lease, IReadOnlyList<ItemOutcome> outcomes, CancellationToken cancellationToken);

    /// <summary>Items on the list, refused or to report by hand, by the moment since when.</summary>
    Task<Page<RefusedItem>> RefusedAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken);

    /// <summary>One item on the list; null when it does not exist.</summary>
    Task<RefusedItem?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a refused item back to be sent, with the content, day and region that the person's record gives now when
    /// <paramref name="renewed"/> is set, under its old key; false when there is none such. One commit with the receipt and a line in the
    /// operators' log.
    /// </summary>
    Task<bool> ResendAsync(
        long id,
        PlatformItem? renewed,
        string by,
        string reason,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Takes a refused item off the list without sending it (skipped, or reported by hand); what waits behind it goes on. False when there
    /// is none such.
    /// </summary>
    Task<bool> SettleAsync(
        long id,
        bool byHand,
        string by,
        string reason,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Puts everything that was sent for the days from and to, both inclusive, back to be sent under the same keys; how many. What is on
    /// its way already, or belongs to a person who was erased, is left alone, so a repeat does nothing.
    /// </summary>
    /// <param name="region">Leading digits of the regions; null for all.</param>
    Task<long> ResendDaysAsync(
        DateOnly from,
        DateOnly to,
        string? region,
        PlatformItemKind? kind,
        string by,
        string reason,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>What was accepted for a day, by region and kind, with the digest of its keys.</summary>
    Task<IReadOnlyList<PlatformDayFigure>> SentAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>How much waits, the oldest of it, and how much is refused.</summary>
    Task<OutboxState> StateAsync(CancellationToken cancellationToken);
}

/// <summary>An item that is this worker's until its lease runs out.</summary>
/// <param name="Region">Leaf region, 6 digits.</param>
/// <param name="Attempts">Times it was leased before.</param>
public sealed record LeasedItem(
    long Id,
    PersonId Person,
    string Region,
    PlatformItem Item,
    int Attempts,
    Guid Lease,
    DateTimeOffset WrittenAt
) : Discreet
{
    /// <summary>W3C trace context of the write that it comes from; null when that was not traced.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>What became of a leased item.</summary>
/// <param name="Accepted">The platform holds it.</param>
/// <param name="Refusal">Why it is refused, by the platform or by the mapping; null otherwise. It may quote what was sent: the store seals
/// it.</param>
/// <param name="RetryAt">When to try again, where there was no answer; null: at once.</param>
/// <param name="ByHand">The platform has no interface for it: it goes onto the list as to report by hand, and holds back nothing.</param>
public sealed record ItemOutcome(
    long Id,
    bool Accepted,
    string? ReasonCode,
    string? Refusal,
    DateTimeOffset? RetryAt,
    DateTimeOffset At,
    bool ByHand = false
) : Discreet;

/// <summary>An item that waits for an operator.</summary>
/// <param name="ByHand">The annex has no interface for its kind: it is to be reported by hand.</param>
public sealed record RefusedItem(
    long Id,
    PersonId Person,
    string Region,
    PlatformItemKind Kind,
    string Key,
    DateOnly On,
    bool ByHand,
    string? ReasonCode,
    string Reason,
    DateTimeOffset At,
    int Attempts,
    int HeldBack
) : Discreet;

/// <summary>The state of the outbox.</summary>
/// <param name="Waiting">Items not sent, refused ones and those held back by them not among them.</param>
/// <param name="Oldest">Since when the oldest of them waits: when it was written or last put back.</param>
/// <param name="HeldBack">Items that wait behind a refused one of their person.</param>
public sealed record OutboxState(long Waiting, DateTimeOffset? Oldest, long Refused, long HeldBack, long ByHand) : Discreet;
