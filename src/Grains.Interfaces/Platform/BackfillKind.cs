using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>Which registrations a backfill uploads.</summary>
[JsonConverter(typeof(StrictEnumConverter<BackfillKind>))]
public enum BackfillKind
{
    /// <summary>All that were registered on its days, whatever became of them (79/2020 (七): since 2020-03-31).</summary>
    Registrations,

    /// <summary>All valid data (79/2020 (八)): those that are active, and those that ended by an exit.</summary>
    AllValid,
}
