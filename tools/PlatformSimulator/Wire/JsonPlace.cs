using System.Globalization;
using System.Text.Json;
using Grid.Domain.Text;

namespace Grid.PlatformSimulator.Wire;

/// <summary>A value in a body and its place; errors name the place.</summary>
internal readonly record struct JsonPlace(JsonElement Value, string Path)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The root of a body.</summary>
    public static JsonPlace Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            throw new BadInputException("body", "a JSON document is expected");
        try
        {
            // Parsed values own their memory: no document to dispose of.
            return new JsonPlace(JsonElement.Parse(body.Span, Strict), "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadInputException("body", "no JSON document, or one with a field twice");
        }
    }

    /// <summary>The value as an object that has no members but these.</summary>
    public JsonPlace Object(params ReadOnlySpan<string> known)
    {
        if (Value.ValueKind != JsonValueKind.Object)
            throw Bad("an object is expected");
        foreach (var member in Value.EnumerateObject())
        {
            var name = NameOf(member);
            if (!known.Contains(name))
                throw new BadInputException(At(name), "no such field");
        }

        return this;
    }

    public JsonPlace Get(string name) => Find(name) ?? throw new BadInputException(At(name), "missing");

    public JsonPlace? Find(string name) =>
        Value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new JsonPlace(value, At(name)) : null;

    public IEnumerable<JsonPlace> Array(int least, int most)
    {
        if (Value.ValueKind != JsonValueKind.Array)
            throw Bad("an array is expected");
        if (Value.GetArrayLength() < least || Value.GetArrayLength() > most)
            throw Bad($"{least} to {most} entries are expected");
        var path = Path;
        return Value.EnumerateArray().Select((entry, index) => new JsonPlace(entry, $"{path}[{index}]"));
    }

    /// <summary>A text of 1 to so many characters, without control characters.</summary>
    public string Text(int most) =>
        Value.ValueKind == JsonValueKind.String
        && StringOf(Value) is { Length: > 0 } text
        && text.Length <= most
        && !StorableText.HasControl(text)
            ? text
            : throw Bad($"a text of 1 to {most} characters, without control characters, is expected");

    public int Whole(int least, int most) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Bad($"a whole number from {least} to {most} is expected");

    public double Rate() =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number) && number is >= 0 and <= 1
            ? number
            : throw Bad("a rate from 0 to 1 is expected");

    public DateOnly Day() =>
        Value.ValueKind == JsonValueKind.String && WireText.TryDay(StringOf(Value), out var day)
            ? day
            : throw Bad("a day is expected, yyyy-MM-dd");

    public DateTimeOffset Moment() =>
        Value.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(StringOf(Value), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw Bad("a moment is expected");

    /// <summary>Names and texts, as fields travel; what cannot be stored is refused here.</summary>
    public SortedDictionary<string, string> Fields()
    {
        if (Value.ValueKind != JsonValueKind.Object)
            throw Bad("an object is expected");
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in Value.EnumerateObject())
        {
            var name = NameOf(member);
            if (member.Value.ValueKind != JsonValueKind.String || StringOf(member.Value) is not { Length: <= WireText.LongestValue } text)
                throw new BadInputException(At(name), $"a text of at most {WireText.LongestValue} characters is expected");
            if (text.Contains('\0', StringComparison.Ordinal))
                throw new BadInputException(At(name), "it holds a NUL character");
            fields.Add(name, text);
            if (fields.Count > WireText.MostFields)
                throw Bad($"at most {WireText.MostFields} fields are expected");
        }

        return fields;
    }

    public BadInputException Bad(string message) => new(Path.Length == 0 ? "body" : Path, message);

    private string At(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private string NameOf(JsonProperty member)
    {
        try
        {
            if (member.Name is { Length: > 0 and <= 64 } name && !StorableText.HasControl(name))
                return name;
        }
        catch (InvalidOperationException)
        {
            // Half a character: no name either.
        }

        throw Bad("a name of 1 to 64 characters is expected");
    }

    /// <summary>Null for a text with half a character, which cannot be stored.</summary>
    private static string? StringOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
