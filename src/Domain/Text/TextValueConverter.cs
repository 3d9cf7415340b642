using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grid.Domain.Text;

/// <summary>
/// Reads and writes a value that is one text in JSON, also as a key of a dictionary. A text that is no such value is a
/// <see cref="JsonException"/> that names the cause and never repeats the text, which may name a person.
/// </summary>
public abstract class TextValueConverter<T> : JsonConverter<T>
    where T : notnull
{
    /// <summary>The value, or the cause why the text is none.</summary>
    protected abstract string? Parse(string text, out T? value);

    /// <summary>The plain text that <see cref="Parse"/> reads back to an equal value.</summary>
    protected abstract string Format(T value);

    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Convert(reader.GetString()!)
            : throw new JsonException($"{typeof(T).Name}: a string is expected.");

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Format(value));
    }

    public sealed override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Convert(reader.GetString()!);

    public sealed override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(Format(value));
    }

    private T Convert(string text)
    {
        var cause = Parse(text, out var value);
        return cause is null && value is not null ? value : throw new JsonException($"{typeof(T).Name}: {cause}.");
    }
}
