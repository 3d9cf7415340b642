using System.Text.Json.Nodes;

namespace Grid.Api.Tests.OpenApi;

/// <summary>What tests go over in the document.</summary>
internal static class DocumentParts
{
    /// <summary>All operations, with name, method and path.</summary>
    public static IReadOnlyList<DescribedOperation> Operations(JsonObject document) =>
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject()
                        .Select(one => new DescribedOperation(
                            (string)one.Value!["operationId"]!,
                            new HttpMethod(one.Key.ToUpperInvariant()),
                            path.Key,
                            one.Value.AsObject()
                        ))
                ),
        ];

    /// <summary>The parameters of an operation, each as a whole.</summary>
    public static IEnumerable<JsonObject> Parameters(JsonObject document, JsonObject operation) =>
        (operation["parameters"] as JsonArray ?? []).Select(one => Whole(document, one!));

    /// <summary>Names of all schemas that are reached from here.</summary>
    public static HashSet<string> Reached(JsonObject document, IEnumerable<JsonNode?> from)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in from)
            Reach(document["components"]!["schemas"]!.AsObject(), node, reached);
        return reached;
    }

    private static JsonObject Whole(JsonObject document, JsonNode part) =>
        ((string?)part["$ref"] is { } address ? document["components"]!["parameters"]![address.Split('/')[^1]]! : part).AsObject();

    private static void Reach(JsonObject schemas, JsonNode? from, HashSet<string> reached)
    {
        switch (from)
        {
            case JsonObject members:
                if (((string?)members["$ref"])?.Split('/')[^1] is { } name && schemas[name] is { } schema && reached.Add(name))
                    Reach(schemas, schema, reached);
                foreach (var (_, member) in members)
                    Reach(schemas, member, reached);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Reach(schemas, item, reached);
                break;
        }
    }
}

/// <summary>An operation of the document.</summary>
internal sealed record DescribedOperation(string Name, HttpMethod Method, string Path, JsonObject Described);
