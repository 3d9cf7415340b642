using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Grid.Domain.Json;

/// <summary>
/// The one way domain values become JSON: in the state document, in the journal, in receipts and in messages between processes.
/// Names are camelCase, absent values are left out, unknown members are ignored (an older version reads what a newer one wrote),
/// and codes are texts, never ordinals.
/// </summary>
public static class DomainJson
{
    /// <summary>The shared, read-only options.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            // Stored and sent as UTF-8, never inside HTML: Chinese text stays readable and short.
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            RespectNullableAnnotations = true,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
