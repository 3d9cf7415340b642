using System.Globalization;
using System.Text.Json;
using Grid.Domain.Text;

namespace Grid.Domain.Data;

/// <summary>
/// Reads a JSON data file and collects every error with its place, so that its maintainer sees them all at once.
/// Values that are wrong are reported and come back as null; <see cref="ThrowIfErrors"/> ends the reading.
/// </summary>
internal sealed class DataFileReader(string file)
{
    private readonly List<string> errors = [];

    public bool HasErrors => errors.Count > 0;

    public void Error(string where, string what) => errors.Add($"{where}: {what}");

    public void ThrowIfErrors()
    {
        if (errors.Count > 0)
            throw new DataFileException(file, [.. errors]);
    }

    /// <summary>The root object. The document must be disposed by the caller.</summary>
    public JsonDocument Parse(ReadOnlyMemory<byte> content)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 8 });
        }
        catch (JsonException e)
        {
            throw new DataFileException(file, $"not valid JSON ({e.Message})");
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        document.Dispose();
        throw new DataFileException(file, "the file must hold one JSON object");
    }

    /// <summary>Reports members that are not known: a misspelt name must not pass for an absent one.</summary>
    public void OnlyKnown(JsonElement element, string where, params ReadOnlySpan<string> known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                Error(At(where, member.Name), "unknown field");
            else if (!seen.Add(member.Name))
                Error(At(where, member.Name), "given twice");
        }
    }

    public string? Text(JsonElement element, string where, string name, bool required = true)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
                Error(At(where, name), "missing");
            return null;
        }

        var text = StringOf(value);
        if (string.IsNullOrWhiteSpace(text))
            Error(At(where, name), "must be a text that is not empty");
        else if (!StorableText.Is(text))
            Error(At(where, name), "holds a character that a file or a store cannot hold (a control character, U+FFFE, half of a pair)");
        else
            return text;
        return null;
    }

    public int? Number(JsonElement element, string where, string name)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
            return number;
        Error(At(where, name), "must be a whole number");
        return null;
    }

    public DateOnly? Date(JsonElement element, string where, string name, bool required)
    {
        var text = Text(element, where, name, required);
        return text is null ? null : Date(text, At(where, name));
    }

    public DateOnly? Date(string? text, string where)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Error(where, $"'{text}' is no date (yyyy-MM-dd)");
        return null;
    }

    /// <summary>The elements of an array, with their places; nothing when it is absent and not required.</summary>
    public IEnumerable<(string Where, JsonElement Element)> Items(JsonElement element, string name, bool required = true)
    {
        if (!element.TryGetProperty(name, out var array))
        {
            if (required)
                Error(name, "missing");
            yield break;
        }

        if (array.ValueKind != JsonValueKind.Array)
        {
            Error(name, "must be a list");
            yield break;
        }

        var index = 0;
        foreach (var item in array.EnumerateArray())
            yield return ($"{name}[{index++}]", item);
    }

    /// <summary>
    /// Null for anything but text; half of a surrogate pair is returned as U+FFFE, which no text may hold.
    /// </summary>
    private static string? StringOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFE";
        }
    }

    private static string At(string where, string name) => where.Length == 0 ? name : $"{where}.{name}";
}
