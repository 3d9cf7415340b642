using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting;

/// <summary>
/// The figures of a period (§5.2). Closing = opening + <see cref="New"/> + <see cref="TransferredIn"/> + <see cref="AdjustedIn"/>
/// − <see cref="Exited"/> − <see cref="BecameOrdinary"/> − <see cref="TransferredOut"/> − <see cref="AdjustedOut"/>, in total and in each breakdown that all share (sex, education).
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
