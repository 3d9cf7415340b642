using System.Text.Json.Serialization;

namespace Grid.Domain.Calendar;

/// <summary>Where a year's table comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CalendarStatus>))]
public enum CalendarStatus
{
    /// <summary>From the State Council's yearly notice (部分节假日安排的通知), or a region's own decision.</summary>
    Official,

    /// <summary>Computed from the statutory days before the notice is out; expected to change.</summary>
    Provisional,
}
