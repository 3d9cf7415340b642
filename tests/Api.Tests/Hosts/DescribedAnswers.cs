using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Json.Schema;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Hosts;

/// <summary>Holds every answer that a test gets to the OpenAPI document: its status, its type and its JSON are described there.</summary>
internal static class DescribedAnswers
{
    private static readonly ConcurrentDictionary<ApiHost, Lazy<Task<DescribedApi>>> Known = [];
    private static int judged;

    /// <summary>How many answers of this run were held to the document.</summary>
    public static int Judged => judged;

    public static async Task CheckAsync(ApiHost host, HttpMethod method, string path, Answer answer)
    {
        var api = await OfAsync(host);
        if (api.Mismatch(method, path, answer) is { } mismatch)
            Assert.Fail($"{method} {path}: {mismatch}\n{answer.Text}");
        if (ChineseTexts.EnglishIn(answer) is { } english)
            Assert.Fail($"{method} {path} says in Chinese: {english}");
        Interlocked.Increment(ref judged);
        api.Record(method, path, answer);
    }

    public static Task<DescribedApi> OfAsync(ApiHost host) =>
        Known.GetOrAdd(host, one => new Lazy<Task<DescribedApi>>(() => DescribedApi.ReadAsync(one))).Value;
}

/// <summary>Holds every problem in Chinese that a test gets to that language: no sentence of it goes on in English.</summary>
internal static partial class ChineseTexts
{
    /// <summary>A text of a problem with three English words in a row; null where there is none.</summary>
    public static string? EnglishIn(Answer answer)
    {
        if (answer.ContentType != "application/problem+json" || !answer.ContentLanguage.StartsWith("zh", StringComparison.Ordinal))
            return null;
        var problem = answer.Json;
        return new[] { problem["title"], problem["detail"] }
            .Concat((problem["errors"] as JsonArray ?? []).Select(error => error?["detail"]))
            .Select(text => text?.ToString())
            .FirstOrDefault(text => text is not null && English().IsMatch(text));
    }

    [GeneratedRegex(@"[A-Za-z]+ [A-Za-z]+ [A-Za-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex English();
}

/// <summary>The document of a host, as a judge of answers and requests.</summary>
internal sealed class DescribedApi
{
    private const string Address = "https://grid.example/openapi";

    private static readonly EvaluationOptions Evaluation = new() { OutputFormat = OutputFormat.List };

    private static readonly Regex Moment = new(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    );

    /// <summary>Headers that the document leaves to HTTP.</summary>
    private static readonly HashSet<string> OfEveryAnswer = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date",
        "Connection",
        "Transfer-Encoding",
        "Vary",
        "X-Content-Type-Options",
        "Strict-Transport-Security",
    };

    /// <summary>Headers that any request may have.</summary>
    private static readonly string[] OfEveryRequest = ["header.If-Match", "header.Idempotency-Key"];

    private readonly IReadOnlyList<Routes> routes;
    private readonly JsonObject document;
    private readonly ConcurrentDictionary<string, JsonSchema> schemas = new(StringComparer.Ordinal);
    private readonly BuildOptions build = new() { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 };

    private DescribedApi(IReadOnlyList<Routes> routes, JsonObject document)
    {
        (this.routes, this.document) = (routes, document);
        var definitions = new JsonObject { ["$id"] = Address, ["$defs"] = document["components"]!["schemas"]!.DeepClone() };
        JsonSchema.FromText(Addressed(definitions), build);
    }

    public JsonObject Document => document;

    public static async Task<DescribedApi> ReadAsync(ApiHost host)
    {
        var published = await host
            .Services.GetRequiredService<PublishedDocument>()
            .ReadAsync(GridOpenApi.NewerAddress, CancellationToken.None);
        return new DescribedApi(Routes.Of(host), JsonNode.Parse(published.Bytes.Span)!.AsObject());
    }

    /// <summary>What of an answer the document does not describe; null where it describes it.</summary>
    public string? Mismatch(HttpMethod method, string path, Answer answer)
    {
        var route = RouteOf(method, path);

        // What the server refuses before it looks for a route is no operation's.
        if (answer.Status is HttpStatusCode.RequestUriTooLong or HttpStatusCode.RequestHeaderFieldsTooLarge)
            return null;
        if (route is null || document["paths"]![route.Pattern] is not { } described)
            return null;
        var responses = described[method.Method.ToLowerInvariant()]!["responses"]!;
        if (responses[((int)answer.Status).ToString(CultureInfo.InvariantCulture)] is not { } given)
            return $"the document does not know {(int)answer.Status} of {route.Operation}";
        var response = Resolve(given);
        var unknown = answer.Headers.Keys.FirstOrDefault(name => !OfEveryAnswer.Contains(name) && response["headers"]?[name] is null);
        if (unknown is not null)
            return $"the document does not know {unknown} of {(int)answer.Status} of {route.Operation}";
        if (answer.Text.Length == 0)
            return null;
        if (response["content"]?[answer.ContentType ?? ""] is not { } media)
            return $"the document does not know {answer.ContentType} of {(int)answer.Status} of {route.Operation}";
        if (
            answer.ContentType?.EndsWith("json", StringComparison.Ordinal) != true
            || media["schema"] is not { } schema
            || (string?)schema["format"] == "binary"
        )
        {
            return null;
        }

        if (answer.ContentType == ProblemWriter.ContentType)
        {
            var problem = JsonNode.Parse(answer.Text)!;
            if (media["examples"]?[(string)problem["code"]!] is null)
                return $"the document does not know {problem["code"]} among {(int)answer.Status} of {route.Operation}";
            if (UnknownField(described[method.Method.ToLowerInvariant()]!, problem) is { } field)
                return $"{field}, which the problem names, is no part of a request of {route.Operation}";
        }

        return answer.ContentType.EndsWith("ndjson", StringComparison.Ordinal)
            ? answer
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => Faults(schema, JsonNode.Parse(line)))
                .FirstOrDefault(fault => fault is not null)
            : Faults(schema, JsonNode.Parse(answer.Text)) ?? OtherMoment(JsonNode.Parse(answer.Text));
    }

    private Routes? RouteOf(HttpMethod method, string path) =>
        routes.Where(route => route.Method == method && route.Matches(path)).MaxBy(route => route.Literals);

    /// <summary>A field that a problem names and that no request of the operation has; null where there is none.</summary>
    private string? UnknownField(JsonNode operation, JsonNode problem)
    {
        var parameters = (operation["parameters"] as JsonArray ?? [])
            .Select(one => (string?)one!["$ref"] is { } address ? document["components"]!["parameters"]![address.Split('/')[^1]]! : one)
            .Select(one => $"{one["in"]}.{one["name"]}")
            .ToHashSet(StringComparer.Ordinal);
        var body = operation["requestBody"]?["content"]?.AsObject().Select(media => media.Value!["schema"]).FirstOrDefault();
        var errors = (problem["errors"] as JsonArray ?? []).Select(error => ((string)error!["field"]!, (string)error["code"]!)).ToList();
        var unknown = errors.Where(error => error.Item2 == "unknown").Select(error => error.Item1).ToHashSet(StringComparer.Ordinal);
        return errors
            .Select(error => error.Item1)
            .Where(field => !unknown.Contains(field))
            .FirstOrDefault(field =>
                field != "$"
                && !parameters.Contains(field)
                && !OfEveryRequest.Contains(field)
                && !Has(body, field.Split('.').SelectMany(part => part.Replace("[", ".[", StringComparison.Ordinal).Split('.')).ToList())
            );
    }

    /// <summary>Whether a schema has a member at the end of a path.</summary>
    private bool Has(JsonNode? schema, IReadOnlyList<string> path)
    {
        if (schema is null)
            return false;
        if ((string?)schema["$ref"] is { } address)
            return Has(document["components"]!["schemas"]![address.Split('/')[^1]], path);
        if (schema["oneOf"] is JsonArray either)
            return either.Any(one => Has(one, path));
        if (path.Count == 0)
            return true;
        IReadOnlyList<string> rest = [.. path.Skip(1)];
        if (path[0].StartsWith('['))
            return Has(schema["items"], rest);

        // What has no members in the document has a form of its own, which its description tells.
        return schema["properties"] is not JsonObject members
            ? schema["type"]?.ToJsonString().Contains("object", StringComparison.Ordinal) == true
            : Has(members[path[0]], rest);
    }

    /// <summary>A response of an operation, where it stands once for many.</summary>
    public JsonNode Resolve(JsonNode response) =>
        (string?)response["$ref"] is { } address ? document["components"]!["responses"]![address.Split('/')[^1]]! : response;

    /// <summary>Keeps an answer as the example of its operation, where that is asked for and there is none.</summary>
    public void Record(HttpMethod method, string path, Answer answer)
    {
        if (RouteOf(method, path) is { } route)
            Record(route.Operation, route.Pattern, method, answer);
    }

    /// <inheritdoc cref="Record(HttpMethod, string, Answer)" />
    public void Record(string operation, string pattern, HttpMethod method, Answer answer)
    {
        var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        if (
            status[0] == '2'
            && answer.ContentType == "application/json"
            && document["paths"]![pattern]?[method.Method.ToLowerInvariant()]?["responses"]?[status]?["content"]?["application/json"]
                is { } media
            && media["schema"] is { } schema
            && (string?)schema["format"] != "binary"
        )
        {
            AnswerRecorder.Keep(operation, status, answer.Json, kept => Faults(schema, kept) is null);
        }
    }

    /// <summary>A moment that is not in China time; null where all are.</summary>
    private static string? OtherMoment(JsonNode? value) =>
        value switch
        {
            JsonObject members => members.Select(member => OtherMoment(member.Value)).FirstOrDefault(found => found is not null),
            JsonArray items => items.Select(OtherMoment).FirstOrDefault(found => found is not null),
            JsonValue text
                when text.TryGetValue<string>(out var moment)
                    && Moment.IsMatch(moment)
                    && !moment.EndsWith("+08:00", StringComparison.Ordinal) => $"{moment} is not in China time",
            _ => null,
        };

    private static string Addressed(JsonNode schema) =>
        schema.ToJsonString().Replace("\"#/components/schemas/", $"\"{Address}#/$defs/", StringComparison.Ordinal);

    /// <summary>Where a value does not fit a schema of the document; null where it fits.</summary>
    public string? Faults(JsonNode schema, JsonNode? value)
    {
        var rule = schemas.GetOrAdd(Addressed(schema), text => JsonSchema.FromText(text, build));
        var result = rule.Evaluate(JsonSerializer.SerializeToElement(value), Evaluation);
        return result.IsValid
            ? null
            : string.Join(
                "; ",
                (result.Details ?? [])
                    .Where(detail => detail.Errors is not null)
                    .Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}")
            );
    }
}
