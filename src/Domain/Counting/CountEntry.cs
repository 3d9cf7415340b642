using Grid.Domain.Codes;

namespace Grid.Domain.Counting;

/// <summary>
/// One movement of a figure, left in the person's commit for the region that counts it. Sealed where it waits, because its reason is exact.
/// </summary>
/// <param name="Kind">What happens.</param>
/// <param name="Case">
/// The registration that moves, in the region that counts this entry: as it stands after the event, or, where it leaves (exit, transfer out, link out,
/// became ordinary, removed), as it stood before.
/// </param>
/// <param name="On">The event's date, which decides the period.</param>
/// <param name="DecidedOn">The day on which it was decided, never before <paramref name="On"/>.</param>
public sealed record CountEntry(CountKind Kind, Standing Case, DateOnly On, DateOnly DecidedOn)
{
    /// <summary>Of an exit.</summary>
    public ExitReason? ExitReason { get; init; }

    /// <summary>Of a transfer: the leaf on the other side.</summary>
    public string? PeerRegion { get; init; }

    /// <summary>Of a transfer: the block on the other side; another one than the case's is a transfer with one side in each block.</summary>
    public CountBlock? PeerBlock { get; init; }

    /// <summary>The leaf region whose figures move.</summary>
    public string Region => Case.Region;
}
