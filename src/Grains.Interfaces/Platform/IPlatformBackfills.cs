using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>
/// Backfills (补传) of the national platform: what operators order of them, and their work. A backfill walks over the registrations of its
/// range by day and number. The items of a page stand among those that wait in the commit in which its place moves: a crash loses none and
/// makes none twice.
/// </summary>
public interface IPlatformBackfills
{
    /// <summary>
    /// Orders one; false when another one that is under way has registrations in common with it. One commit with the receipt and a line in
    /// the operators' log.
    /// </summary>
    Task<bool> StartAsync(
        Guid id,
        BackfillRange range,
        BackfillThrottle throttle,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Pauses a running one, lets a paused one go on, or cancels either; false when it is in no state for that. One commit with the receipt
    /// and a line in the operators' log.
    /// </summary>
    Task<bool> TurnAsync(
        Guid id,
        BackfillTurn turn,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Changes how fast it may go, from the next page on; false when it has ended. One commit with the receipt and a line in the operators'
    /// log.
    /// </summary>
    Task<bool> ThrottleAsync(
        Guid id,
        BackfillThrottle throttle,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    Task<PlatformBackfill?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<Page<PlatformBackfill>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Registrations of which nothing could be made, the first ones.</summary>
    Task<IReadOnlyList<BackfillFailure>> FailuresAsync(Guid id, int limit, CancellationToken cancellationToken);

    /// <summary>The one to work at: the oldest that runs; null when there is none.</summary>
    Task<PlatformBackfill?> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>Counts the registrations of its range, and keeps the figure.</summary>
    Task<long> CountAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>How many items wait to be sent; counted up to a limit.</summary>
    Task<int> WaitingAsync(int limit, CancellationToken cancellationToken);

    /// <summary>The registrations after its place, in order, read at one moment; empty at the end.</summary>
    Task<IReadOnlyList<BackfillCase>> ReadAsync(PlatformBackfill backfill, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Writes what is not there yet of a page, and moves the place behind the last registration that it took. It takes those of the page up
    /// to the first one whose person has changed since, or is being changed; none when the backfill is not at this place any more, or does
    /// not run.
    /// </summary>
    /// <returns>What it took; null when nothing.</returns>
    Task<BackfillCounts?> WriteAsync(
        PlatformBackfill backfill,
        IReadOnlyList<BackfillItems> page,
        double? measured,
        DateTimeOffset at,
        CancellationToken cancellationToken
    );

    /// <summary>There are no more registrations: it is done. False when it is not at this place any more, or does not run.</summary>
    Task<bool> EndAsync(PlatformBackfill backfill, DateTimeOffset at, CancellationToken cancellationToken);
}
