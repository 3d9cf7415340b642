using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Calendar;

/// <summary>Where a year's table comes from.</summary>
[JsonConverter(typeof(StrictEnumConverter<CalendarStatus>))]
public enum CalendarStatus
{
    /// <summary>From the State Council's yearly notice (部分节假日安排的通知), or a region's own decision.</summary>
    Official,

    /// <summary>Computed from the statutory days before the notice is out; expected to change.</summary>
    Provisional,
}
