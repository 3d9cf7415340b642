using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>How a backfill stands.</summary>
[JsonConverter(typeof(StrictEnumConverter<BackfillStatus>))]
public enum BackfillStatus
{
    /// <summary>At work, or waiting for an earlier one to end.</summary>
    Running,

    /// <summary>An operator halted it; it goes on where it was.</summary>
    Paused,

    /// <summary>Its last registration was looked at.</summary>
    Done,

    /// <summary>An operator ended it. What it made until then is sent.</summary>
    Cancelled,
}
