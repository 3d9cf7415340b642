using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting;

/// <summary>Why a figure is an adjustment of the open period and not a movement of its own.</summary>
[JsonConverter(typeof(StrictEnumConverter<AdjustmentCause>))]
public enum AdjustmentCause
{
    /// <summary>A new registration, transfer, exit … whose date lies in a period that was closed already.</summary>
    Late,

    /// <summary>An exit, or an end by reference, of a closed period that was taken back; or a revocation that was undone.</summary>
    Reopened,

    /// <summary>A registration entered in error, or revoked, whose entry, or exit, lies in a closed period, or that had come by transfer or link.</summary>
    Removed,

    /// <summary>Facts corrected of a registration that entered in a closed period: out with the old, in with the right ones.</summary>
    Corrected,

    /// <summary>A case that moved between two numbers of one person.</summary>
    Link,
}
