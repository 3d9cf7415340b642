using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Text;

namespace Grid.Domain.Counting;

/// <summary>
/// One movement of a figure, left in the person's commit for the region that counts it. Sealed where it waits, because its reason is exact.
/// </summary>
/// <param name="Kind">What happens.</param>
/// <param name="Case">
/// The registration that moves, in the region that counts this entry: as it is after the event, or, where it leaves (exit, transfer
/// out, link out, became ordinary, removed), as it was before.
/// </param>
/// <param name="On">The event's date, which decides the period.</param>
/// <param name="DecidedOn">The day on which it was decided, never before <paramref name="On"/>.</param>
public sealed record CountEntry(CountKind Kind, StatisticalStatus Case, DateOnly On, DateOnly DecidedOn) : Discreet
{
    /// <summary>Of an exit.</summary>
    public ExitReason? ExitReason { get; init; }

    /// <summary>Of a transfer: the leaf on the other side.</summary>
    public string? PeerRegion { get; init; }

    /// <summary>
    /// Of a transfer: the block on the other side; another one than the case's is a transfer with one side in each block.
    /// </summary>
    public CountBlock? PeerBlock { get; init; }

    /// <summary>The leaf region whose figures move.</summary>
    public string Region => Case.Region;
}

/// <summary>What a count entry does to a registration's segments, and so to figures.</summary>
[JsonConverter(typeof(StrictEnumConverter<CountKind>))]
public enum CountKind
{
    /// <summary>A new registration (本期新增).</summary>
    New,

    /// <summary>A registration arrives from another record of the same person (link, or link undone): an adjustment in.</summary>
    LinkIn,

    /// <summary>A lawful exit (本期减少).</summary>
    Exit,

    /// <summary>A by-reference case ends because an ordinary registration took its place; no exit.</summary>
    BecameOrdinary,

    /// <summary>A registration leaves for another record of the same person: an adjustment out.</summary>
    LinkOut,

    /// <summary>Leaves an office, or a block, for another.</summary>
    TransferOut,

    /// <summary>Comes to an office, or a block, from another.</summary>
    TransferIn,

    /// <summary>An exit was revoked, or a by-reference case is active again: the end of the last segment is undone.</summary>
    Reopened,

    /// <summary>Entered in error, or revoked: the segment, and its end if it had ended, are taken back.</summary>
    Removed,

    /// <summary>Recorded facts were corrected: what the present segment entered with is counted with the right ones.</summary>
    Corrected,

    /// <summary>Facts that hold from a day on changed (hardship, benefit): no flow moves, the stock's "of which" follows.</summary>
    Changed,

    /// <summary>
    /// A registration of an earlier system, taken over as stock of the end of a day: an adjustment in, and no new registration.
    /// </summary>
    Baseline,

    /// <summary>A revocation was undone: the registration counts again as if it had not been revoked.</summary>
    Restored,
}

/// <summary>
/// The block of the statistics in which a registration is counted. Only <c>urban</c> is the stock of 79/2020 (十); the others are
/// shown beside it.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<CountBlock>))]
public enum CountBlock
{
    /// <summary>城镇登记失业人员: inside the definition.</summary>
    Urban = 1,

    /// <summary>乡村办理登记: ordinary, but registered at a rural office.</summary>
    Rural = 2,

    /// <summary>离校未就业高校毕业生, served by reference.</summary>
    ByReferenceGraduate = 3,

    /// <summary>领取失业补助金人员, served by reference.</summary>
    ByReferenceSubsidy = 4,

    /// <summary>领取生活补助的失业农民工, served by reference.</summary>
    ByReferenceMigrant = 5,

    /// <summary>港澳台居民, served by reference.</summary>
    ByReferenceHongKongMacaoTaiwan = 6,

    /// <summary>Ordinary and urban, but the document does not count until a rule says so (foreign permanent residents).</summary>
    DocumentNotCounted = 7,
}

/// <summary>
/// A count entry with its origin: the journal entry that it follows from, so that every figure can be traced to its events.
/// </summary>
/// <param name="Person">Whose event.</param>
/// <param name="Sequence">The journal entry's sequence.</param>
/// <param name="Ordinal">Position among the entries of that event, from 0.</param>
public sealed record PendingCount(PersonId Person, long Sequence, int Ordinal, CountEntry Entry) : Discreet;
