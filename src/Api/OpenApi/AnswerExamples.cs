using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Domain.Data;

namespace Grid.Api.OpenApi;

/// <summary>
/// Answers that the API gave in its tests, one for each operation, from <c>data/api/answers</c>: the examples of the document. A test holds
/// each to its schema, and writes those that are missing (<c>GRID_RECORD_ANSWERS</c>).
/// </summary>
internal static class AnswerExamples
{
    /// <summary>The answer of an operation that is kept; null where there is none.</summary>
    public static AnswerExample? Of(string operation) =>
        EmbeddedData.Under("api/answers").FirstOrDefault(file => file.Name == $"api/answers/{operation}.json") is { } file
            ? file.As<AnswerExample>()
            : null;

    /// <summary>Puts it into the operation, where the operation still has such an answer.</summary>
    public static void Add(JsonObject operation)
    {
        if (
            Of((string)operation["operationId"]!) is { } example
            && operation["responses"]?[example.Status]?["content"]?["application/json"] is JsonObject media
        )
        {
            media["example"] = JsonNode.Parse(example.Body.GetRawText());
        }
    }
}

/// <summary>An answer of a success.</summary>
/// <param name="Status">As the document writes it: <c>200</c>.</param>
/// <param name="Body">What was answered.</param>
internal sealed record AnswerExample(string Status, JsonElement Body);
