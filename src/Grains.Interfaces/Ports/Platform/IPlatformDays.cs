namespace Grid.Grains.Interfaces.Platform;

/// <summary>Days of the sync: the manifest with which one is closed, and its reconciliation with the platform's own statistics.</summary>
public interface IPlatformDays
{
    /// <summary>
    /// Closes a day with the figures of what the journal says must be there and what was accepted; a day that is closed already is
    /// replaced, with its history kept; when nothing differs, the manifest in force stays.
    /// </summary>
    Task CloseAsync(PlatformDay day, CancellationToken cancellationToken);

    /// <summary>Days, the newest first.</summary>
    Task<IReadOnlyList<PlatformDay>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>All manifests that a day has had, the newest, which is in force, first.</summary>
    Task<IReadOnlyList<PlatformDay>> HistoryAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>The last day whose manifest in force reconciles, whichever process compared it; null when there is none.</summary>
    Task<DateOnly?> LastReconciledAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What the outbox and what was sent hold together for a day, without what is reported by hand or was skipped: what the platform must
    /// hold when all is done.
    /// </summary>
    Task<IReadOnlyList<PlatformDayFigure>> ExpectedAsync(DateOnly day, CancellationToken cancellationToken);
}
