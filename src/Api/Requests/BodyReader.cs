using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Grid.Api.Problems;
using Grid.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Grid.Api.Requests;

/// <summary>Reads a request's bytes as one JSON object, within the limits.</summary>
internal static class BodyReader
{
    /// <summary>Bytes.</summary>
    public const int MaximumSize = 64 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ApiJson.MaximumDepth, AllowDuplicateProperties = true };

    /// <summary>The document; null when the body is empty and may be.</summary>
    public static async Task<JsonDocument?> ReadAsync(HttpContext context, bool mayBeEmpty)
    {
        var request = context.Request;
        if (request.ContentLength > MaximumSize)
            throw new Problem(ProblemCatalogue.TooLarge).AsException();

        var bytes = WithoutMark(await ReadBytesAsync(request, context.RequestAborted));
        if (bytes.Length == 0 && mayBeEmpty)
            return null;

        if (!IsJson(request.ContentType))
            throw new Problem(ProblemCatalogue.NotJson).AsException();

        if (bytes.Length == 0 || !Utf8.IsValid(bytes.Span))
            throw Malformed(null);

        try
        {
            return JsonDocument.Parse(bytes, Options);
        }
        catch (JsonException error)
        {
            // Line and column tell where; the message would repeat what was sent.
            throw Malformed(FormattableString.Invariant($"{(error.LineNumber ?? 0) + 1}:{(error.BytePositionInLine ?? 0) + 1}"));
        }
    }

    /// <summary>Some systems put a byte order mark before the text; RFC 8259 lets a reader skip it.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    /// <param name="place">Line and byte, from 1, where they are known.</param>
    private static ProblemException Malformed(string? place) =>
        new Problem(ProblemCatalogue.MalformedJson)
        {
            Errors = [new FieldError("$", FieldCodes.Malformed) { Entry = place }],
        }.AsException();

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (
            !type.Charset.HasValue
            || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)
        );

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await request.BodyReader.ReadAsync(cancellationToken);
            if (result.Buffer.Length > MaximumSize)
            {
                request.BodyReader.AdvanceTo(result.Buffer.End);
                throw new Problem(ProblemCatalogue.TooLarge).AsException();
            }

            if (result.IsCompleted)
            {
                var bytes = result.Buffer.ToArray();
                request.BodyReader.AdvanceTo(result.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}

/// <summary>A number that may be written as a JSON number or as a text of digits; read as its text.</summary>
internal sealed class NumberOrText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>Reads texts that may be stored and shown, and no others.</summary>
internal static class StorableJsonText
{
    /// <summary>The text of a JSON string; null when it is not good.</summary>
    public static string? Read(JsonElement element)
    {
        try
        {
            return element.GetString() is { } text && Is(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is no text.
            return null;
        }
    }

    public static bool Is(string text) => StorableText.Is(text);
}
