using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>What an operator does with a backfill that is under way.</summary>
[JsonConverter(typeof(StrictEnumConverter<BackfillTurn>))]
public enum BackfillTurn
{
    Pause,
    Resume,
    Cancel,
}
