using System.Text.Json.Nodes;

namespace Grid.Sandbox.Province;

/// <summary>Whether an answer has what <c>province.json</c> says of it.</summary>
internal static class Part
{
    /// <summary>
    /// Each member of an object is found with its value; each element of a list in some element; an empty list only in an empty one; an
    /// empty object in any.
    /// </summary>
    public static bool IsIn(JsonNode? part, JsonNode? whole) =>
        (part, whole) switch
        {
            (JsonObject some, JsonObject all) => some.All(member => IsIn(member.Value, all[member.Key])),
            (JsonArray { Count: 0 }, JsonArray all) => all.Count == 0,
            (JsonArray some, JsonArray all) => some.All(one => all.Any(other => IsIn(one, other))),
            _ => JsonNode.DeepEquals(part, whole),
        };
}
