using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Grid.Domain.Data;

namespace Grid.Api.OpenApi;

/// <summary>
/// What the document says of types and members of which the code says nothing: <c>data/api/descriptions.json</c>. A member has one meaning
/// wherever it is, or the file has its type before it.
/// </summary>
internal static partial class WrittenDescriptions
{
    private static readonly string[] Ends = ["Answer", "Part"];

    private static readonly Dictionary<string, Dictionary<string, string>> Written = EmbeddedData
        .Read("api/descriptions.json")
        .As<Dictionary<string, Dictionary<string, string>>>();

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, string> Types { get; } = Written["types"];

    /// <summary>By name, or by that of the type and its own, with a dot between them.</summary>
    public static IReadOnlyDictionary<string, string> Members { get; } = Written["members"];

    /// <summary>Says of every type and of every member what it is.</summary>
    public static void Complete(JsonObject schemas)
    {
        foreach (var (name, schema) in schemas)
        {
            var type = TypeOf(name, schemas);
            if (Types.TryGetValue(type, out var said))
                schema!["description"] = said;
            foreach (var (member, property) in schema!["properties"] as JsonObject ?? [])
            {
                // What is a type of its own is described there.
                if (property!["$ref"] is null && MemberText(type, member) is { } text)
                    property["description"] ??= text;
            }
        }
    }

    /// <summary>Texts of the code run over several lines there; here each is one.</summary>
    public static void OneLine(JsonNode? from)
    {
        switch (from)
        {
            case JsonObject members:
                if (members["description"] is JsonValue text && text.TryGetValue<string>(out var description))
                    members["description"] = Blanks().Replace(description.Trim(), " ");
                foreach (var (_, member) in members)
                    OneLine(member);
                break;
            case JsonArray items:
                foreach (var item in items)
                    OneLine(item);
                break;
        }
    }

    private static string? MemberText(string type, string member) =>
        Members.TryGetValue($"{type}.{member}", out var own) ? own : Members.GetValueOrDefault(member);

    /// <summary>Of a type that has several forms in the document, its name in the code.</summary>
    private static string TypeOf(string name, JsonObject schemas) =>
        Ends.Where(end => name.EndsWith(end, StringComparison.Ordinal) && schemas.ContainsKey(name[..^end.Length]))
            .Select(end => name[..^end.Length])
            .FirstOrDefault(name);

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
