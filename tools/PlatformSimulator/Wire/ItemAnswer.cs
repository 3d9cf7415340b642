using System.Text.Json.Serialization;

namespace Grid.PlatformSimulator.Wire;

/// <summary>The answer to one item.</summary>
internal sealed record ItemAnswer(
    string Key,
    bool Accepted,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null
);
