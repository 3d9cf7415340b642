using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting;

/// <summary>
/// By what a measure is broken down. Every breakdown of a measure sums to its total; <c>hardshipReemployed</c> is an "of which".
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<Dimension>))]
public enum Dimension
{
    /// <summary>The measure itself; its one value is <c>all</c>.</summary>
    Total,

    /// <summary>Every measure. GB/T 2261.1 codes 0, 1, 2, 9.</summary>
    Sex,

    /// <summary>Every measure. The GB/T 4658 code, or <c>none</c> when it is not known.</summary>
    Education,

    /// <summary>New. The AJC093 code of the reason of unemployment (失业原因).</summary>
    Reason,

    /// <summary>New. Which of the four places: the enum's name; <see cref="FigureCell.Code"/> is its code.</summary>
    Ground,

    /// <summary>New. <c>platform</c>, <c>online</c> or <c>offline</c>; <see cref="FigureCell.Code"/> is its code.</summary>
    Channel,

    /// <summary>Exited. The AJC00A code. 11 to 14 are the re-employed (再就业).</summary>
    ExitReason,

    /// <summary>Exited. <c>all</c>: the re-employed who were recognised hardship persons on the day of the exit.</summary>
    HardshipReemployed,

    /// <summary>Transferred in and out. The leaf on the other side and its block, as <c>360102/urban</c>.</summary>
    Peer,

    /// <summary>Adjusted in and out. What is adjusted, see <see cref="AdjustmentCause"/>.</summary>
    Cause,
}

/// <summary>
/// The figures of a period. <c>closing</c> = <c>opening</c> + <c>new</c> + <c>transferredIn</c> + <c>adjustedIn</c> − <c>exited</c>
/// − <c>becameOrdinary</c> − <c>transferredOut</c> − <c>adjustedOut</c>, in total and in each breakdown that all share (sex, education).
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<Measure>))]
public enum Measure
{
    /// <summary>期初: the closing of the period before.</summary>
    Opening,

    /// <summary>本期新增</summary>
    New,

    /// <summary>转入: from another office's figures or from another block. At a region that holds both sides it is internal (内部转移).</summary>
    TransferredIn,

    /// <summary>调整增加: a fact of a period that was closed already, or a case that came by linking two numbers.</summary>
    AdjustedIn,

    /// <summary>本期减少: exits.</summary>
    Exited,

    /// <summary>转为正式登记: only in blocks by reference.</summary>
    BecameOrdinary,

    /// <summary>转出</summary>
    TransferredOut,

    /// <summary>调整减少</summary>
    AdjustedOut,

    /// <summary>期末实有</summary>
    Closing,
}
