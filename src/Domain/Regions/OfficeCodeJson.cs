using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grid.Domain.Regions;

/// <summary>An office code is a text in JSON, also as the name of a member.</summary>
public sealed class OfficeCodeJson : JsonConverter<OfficeCode>
{
    public override OfficeCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && OfficeCode.TryParse(reader.GetString(), out var code)
            ? code
            : throw new JsonException("An office code is a text of 8, 11 or 14 digits.");

    public override void Write(Utf8JsonWriter writer, OfficeCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override OfficeCode ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, OfficeCode value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);

    private static OfficeCode Read(string? text) =>
        OfficeCode.TryParse(text, out var code) ? code : throw new JsonException("An office code has 8, 11 or 14 digits.");
}
