using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grid.Domain.Regions;

/// <summary>A region code is a text in JSON, also as the name of a member.</summary>
public sealed class RegionCodeJson : JsonConverter<RegionCode>
{
    public override RegionCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && RegionCode.TryParse(reader.GetString(), out var code)
            ? code
            : throw new JsonException("A region code is a text of 2, 4, 6, 9 or 12 digits.");

    public override void Write(Utf8JsonWriter writer, RegionCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override RegionCode ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, RegionCode value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);

    private static RegionCode Read(string? text) =>
        RegionCode.TryParse(text, out var code) ? code : throw new JsonException("A region code has 2, 4, 6, 9 or 12 digits.");
}
