using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Counting;

/// <summary>
/// One figure that is counted in the open period because its own was closed, or because it moved between two numbers; traceable to its
/// event.
/// </summary>
/// <param name="Region">The leaf.</param>
/// <param name="Period">The period in which it is counted.</param>
/// <param name="Natural">The period of the event's date.</param>
/// <param name="Sign">+1 adjusted in, −1 adjusted out.</param>
/// <param name="Instead">What it would have been in its own period: new, exited, transferredIn …</param>
/// <param name="Person">With sequence, ordinal and <paramref name="Part"/>: the count entry it comes from, and which of the figures that
/// this one moved.</param>
public sealed record Adjustment(
    string Region,
    string Office,
    CountBlock Block,
    CountingPeriod Period,
    CountingPeriod Natural,
    int Sign,
    AdjustmentCause Cause,
    Measure Instead,
    RegistrationNumber Number,
    DateOnly On,
    PersonId Person,
    long Sequence,
    int Ordinal,
    int Part
) : Discreet;

/// <summary>Why a figure is an adjustment of the open period and not a movement of its own.</summary>
[JsonConverter(typeof(StrictEnumConverter<AdjustmentCause>))]
public enum AdjustmentCause
{
    /// <summary>A new registration, transfer, exit … whose date lies in a period that was closed already.</summary>
    Late,

    /// <summary>An exit, or an end by reference, of a closed period that was taken back; or a revocation that was undone.</summary>
    Reopened,

    /// <summary>
    /// A registration entered in error, or revoked, whose entry, or exit, lies in a closed period, or that had come by transfer or link.
    /// </summary>
    Removed,

    /// <summary>Facts corrected of a registration that entered in a closed period: out with the old, in with the right ones.</summary>
    Corrected,

    /// <summary>A case that moved between two numbers of one person.</summary>
    Link,

    /// <summary>The stock that an import took over from an earlier system (历史数据导入).</summary>
    Baseline,
}
