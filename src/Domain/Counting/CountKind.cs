using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting;

/// <summary>What a count entry does to a registration's segments, and so to figures.</summary>
[JsonConverter(typeof(StrictEnumConverter<CountKind>))]
public enum CountKind
{
    /// <summary>A new registration (本期新增) begins to stand.</summary>
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

    /// <summary>An exit was revoked, or a by-reference case stands again: what ended the last segment is taken back.</summary>
    Reopened,

    /// <summary>Entered in error, or revoked: the segment, and its end if it had ended, are taken back.</summary>
    Removed,

    /// <summary>Recorded facts were corrected: what the present segment entered with is counted with the right ones.</summary>
    Corrected,

    /// <summary>Facts that hold from a day on changed (hardship, benefit): no flow moves, the stock's "of which" follows.</summary>
    Changed,

    /// <summary>A revocation was undone: the registration counts again as if it had not been revoked.</summary>
    Restored,
}
