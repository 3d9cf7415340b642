using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grid.Api.Requests;

/// <summary>A number that may be written as a JSON number or as a text of digits; read as its text.</summary>
internal sealed class NumberOrText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
