using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>What an operator ordered of the sync.</summary>
[JsonConverter(typeof(StrictEnumConverter<PlatformOrderKind>))]
public enum PlatformOrderKind
{
    /// <summary>An item from the list is sent again.</summary>
    Resend,

    /// <summary>An item is taken off the list and not sent.</summary>
    Skip,

    /// <summary>An item was reported by hand.</summary>
    ReportedByHand,

    /// <summary>Days are sent again.</summary>
    ResendDays,

    /// <summary>A refused application of the platform is tried again.</summary>
    RetryApplication,

    Pause,
    Resume,

    /// <summary>A backfill is ordered.</summary>
    StartBackfill,

    PauseBackfill,
    ResumeBackfill,
    CancelBackfill,

    /// <summary>A backfill goes at another speed.</summary>
    ThrottleBackfill,
}
