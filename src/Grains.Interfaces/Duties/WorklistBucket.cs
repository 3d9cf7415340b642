using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>How soon a duty is due, by the day in China.</summary>
[JsonConverter(typeof(StrictEnumConverter<WorklistBucket>))]
public enum WorklistBucket
{
    /// <summary>The last day is past.</summary>
    Overdue,

    /// <summary>The last day is today.</summary>
    Today,

    /// <summary>The last day is one of the next seven days.</summary>
    Week,

    Later,
}
