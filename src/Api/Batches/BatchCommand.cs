using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Api.Problems;
using Grid.Api.Requests;

namespace Grid.Api.Batches;

/// <summary>A line of a batch: one command, as it would be sent alone.</summary>
public sealed record BatchLineBody
{
    /// <summary>Its <c>Idempotency-Key</c>. No two lines of a batch have the same.</summary>
    [RegularExpression(Commands.IdempotencyKey.Pattern)]
    public required string Key { get; init; }

    /// <summary>POST when absent, or PUT.</summary>
    [RegularExpression("^(POST|PUT)$")]
    public string? Method { get; init; }

    /// <summary>The address, with the query: <c>/v1/applications</c>.</summary>
    [StringLength(Hosting.RequestSize.LongestAddress, MinimumLength = 1)]
    public required string Path { get; init; }

    /// <summary>The header <c>If-Match</c>.</summary>
    [StringLength(BatchCommand.LongestLine)]
    public string? IfMatch { get; init; }

    /// <summary>The body; absent where the command needs none.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>For the OpenAPI document.</summary>
    internal static BatchLineBody Example { get; } =
        new()
        {
            Key = "2026-11-20-0001",
            Path = "/v1/persons/0123456789abcdef0123456789abcdef/contacts",
            Body = new JsonObject
            {
                ["channel"] = "telephone",
                ["outcome"] = "reached",
                ["note"] = "本人仍在求职",
            },
        };
}

/// <summary>A line as it was read.</summary>
/// <param name="Number">From 1.</param>
internal sealed record BatchCommand(int Number)
{
    /// <summary>Bytes of a line: the body of a command, and what is around it.</summary>
    public const int LongestLine = BodyReader.MaximumSize + (16 * 1024);

    /// <summary>A body may be as deep as one that is sent alone; it is one deeper here.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ApiJson.MaximumDepth + 1, AllowDuplicateProperties = true };

    private static readonly string[] Members = ["key", "method", "path", "ifMatch", "body"];

    public string? Key { get; init; }

    public string Method { get; init; } = "POST";

    public string? Path { get; init; }

    public string? IfMatch { get; init; }

    /// <summary>As it was sent; empty when there is none.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Why nothing is carried out.</summary>
    public Problem? Fault { get; init; }

    /// <summary>Reads a line without its end.</summary>
    public static BatchCommand Read(int number, ReadOnlySequence<byte> line)
    {
        if (line.Length > LongestLine)
            return new BatchCommand(number) { Fault = new Problem(ProblemCatalogue.TooLarge) };
        try
        {
            using var document = JsonDocument.Parse(line.ToArray(), Options);
            return Read(number, document.RootElement);
        }
        catch (JsonException)
        {
            return Malformed(number);
        }
    }

    private static BatchCommand Read(int number, JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
            return Malformed(number);
        var errors = new List<FieldError>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? key = null,
            method = null,
            path = null,
            ifMatch = null;
        byte[] body = [];
        foreach (var member in line.EnumerateObject())
        {
            if (!Members.Contains(member.Name))
            {
                errors.Add(new FieldError(MemberName.Show(member.Name), FieldCodes.Unknown) { Allowed = Members });
                continue;
            }

            if (!seen.Add(member.Name))
                errors.Add(new FieldError(member.Name, FieldCodes.Duplicate));
            if (member.Value.ValueKind == JsonValueKind.Null)
                continue;
            if (member.Name == "body")
            {
                body = Encoding.UTF8.GetBytes(member.Value.GetRawText());
                continue;
            }

            var text = member.Value.ValueKind == JsonValueKind.String ? StorableJsonText.Read(member.Value) : null;
            var wrong = member.Value.ValueKind == JsonValueKind.String ? FieldCodes.BadText : FieldCodes.WrongType;
            if (text is null)
                errors.Add(new FieldError(member.Name, wrong));
            switch (member.Name)
            {
                case "key":
                    key = text;
                    break;
                case "method":
                    method = text;
                    break;
                case "path":
                    path = text;
                    break;
                default:
                    ifMatch = text;
                    break;
            }
        }

        if (key is null && !errors.Any(error => error.Field == "key"))
            errors.Add(new FieldError("key", FieldCodes.Required));
        else if (key is not null && !Commands.IdempotencyKey.IsKey(key))
            errors.Add(new FieldError("key", FieldCodes.BadCode));
        if (method is not (null or "POST" or "PUT"))
            errors.Add(new FieldError("method", FieldCodes.NotInList) { Allowed = ["POST", "PUT"] });
        if (path is null && !errors.Any(error => error.Field == "path"))
            errors.Add(new FieldError("path", FieldCodes.Required));
        else if (path is not null && !IsPath(path))
            errors.Add(new FieldError("path", FieldCodes.BadText));
        if (ifMatch is not null && !Ascii.IsValid(ifMatch))
            errors.Add(new FieldError("ifMatch", FieldCodes.BadEntityTag));
        return new BatchCommand(number)
        {
            // A key that is none is not repeated in the answer: it may be anything.
            Key = key is not null && Commands.IdempotencyKey.IsKey(key) ? key : null,
            Method = method ?? "POST",
            Path = path,
            IfMatch = ifMatch,
            Body = body,
            Fault = errors.Count > 0 ? Problem.Fields(errors) : null,
        };
    }

    /// <summary>An address of this API, as a request line has it: ASCII, what else is in it being escaped.</summary>
    private static bool IsPath(string path) =>
        path.Length <= Hosting.RequestSize.LongestAddress
        && path.StartsWith("/v1/", StringComparison.OrdinalIgnoreCase)
        && Ascii.IsValid(path)
        && !path.AsSpan().ContainsAny(' ', '#', '\\');

    private static BatchCommand Malformed(int number) =>
        new(number) { Fault = new Problem(ProblemCatalogue.MalformedJson) { Errors = [new FieldError("$", FieldCodes.Malformed)] } };
}

/// <summary>What became of a line: as the command alone would have been answered.</summary>
/// <param name="Line">Its number, from 1. Answers come as they are made, not in the order of the lines.</param>
/// <param name="Key">Its key; absent where it could not be read.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Those that say something about the command: <c>ETag</c>, <c>Location</c>, <c>Idempotent-Replay</c>,
/// <c>Retry-After</c>, <c>RateLimit</c>, <c>RateLimit-Policy</c>.</param>
/// <param name="Body">The answer to a command that was carried out; absent where it has none.</param>
/// <param name="Problem">Why it was not.</param>
public sealed record BatchAnswerLine(
    int Line,
    string? Key,
    int Status,
    IReadOnlyDictionary<string, string>? Headers,
    JsonNode? Body,
    ProblemBody? Problem
);
