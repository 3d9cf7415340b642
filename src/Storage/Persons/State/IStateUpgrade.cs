using System.Text.Json.Nodes;

namespace Grid.Storage.Persons.State;

/// <summary>
/// Turns a state document of one schema version into the next one's. Added when the form changes in a way that reading by itself does not
/// bridge; never removed.
/// </summary>
public interface IStateUpgrade
{
    /// <summary>The version it takes; it gives the next.</summary>
    short From { get; }

    JsonObject Upgrade(JsonObject document);
}
