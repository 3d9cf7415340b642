using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Grid.Domain.Json;

namespace Grid.Domain.Counting.Reports;

/// <summary>
/// A report as one text that is the same for the same figures: JSON without blanks, the members of every object by name, UTF-8. Its SHA-256
/// is the report's digest: anyone who has the text can compute it.
/// </summary>
/// <param name="Text">The canonical JSON.</param>
/// <param name="Digest">SHA-256 of its bytes, 64 lower-case hexadecimal digits.</param>
public sealed record ReportDocument(string Text, string Digest) : Discreet
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static ReportDocument Of(MonthlyReport report)
    {
        using var document = JsonSerializer.SerializeToDocument(report, DomainJson.Options);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            Write(writer, document.RootElement);
        return new ReportDocument(Encoding.UTF8.GetString(buffer.WrittenSpan), DigestOf(buffer.WrittenSpan));
    }

    /// <summary>The digest of a text as stored.</summary>
    public static string DigestOf(string text) => DigestOf(Encoding.UTF8.GetBytes(text));

    /// <summary>The report of a text.</summary>
    /// <exception cref="JsonException">It is not a report.</exception>
    public static MonthlyReport Read(string text) =>
        JsonSerializer.Deserialize<MonthlyReport>(text, DomainJson.Options) ?? throw new JsonException("A report is empty.");

    private static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
