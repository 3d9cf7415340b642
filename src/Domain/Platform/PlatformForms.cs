using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Platform;

/// <summary>Single values: from the register's form to the travelling one and back. Null where the value is none of the form.</summary>
internal static class PlatformForms
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>The travelling text of a value of the register's JSON.</summary>
    public static string? Out(PlatformField field, JsonElement value) =>
        field.Form switch
        {
            PlatformForm.Codes => value.ValueKind == JsonValueKind.Array
                ? Joined([.. value.EnumerateArray().Select(item => CodeOf(field, TextOf(item)))])
                : null,
            PlatformForm.Flag => value.ValueKind switch
            {
                JsonValueKind.True => "1",
                JsonValueKind.False => "0",
                _ => null,
            },
            _ => TextOf(value) is { } text ? Out(field, text) : null,
        };

    /// <summary>True when a text that came in is of the field's form; for a code that it is known.</summary>
    public static bool Fits(PlatformField field, string text) =>
        field.Form switch
        {
            PlatformForm.Date => DateOf(text) is not null,
            PlatformForm.Moment => MomentOf(text) is not null,
            PlatformForm.Flag => text is "1" or "0",
            PlatformForm.Region => RegionOf(text) is not null,
            PlatformForm.Code or PlatformForm.DocumentKind => OwnOf(field, text) is not null,
            PlatformForm.Codes => text.Split(',').All(code => OwnOf(field, code.Trim()) is not null),
            _ => true,
        };

    /// <summary>The register's value for a travelling code: the name of the member where the list has names, else the code.</summary>
    public static string? OwnOf(PlatformField field, string code)
    {
        if (field.Values is { } values)
            return values.FirstOrDefault(pair => string.Equals(pair.Value, code, StringComparison.Ordinal)).Key;
        return CodeLists.BuiltIn[field.Codes!].TryGet(code, out var entry) ? entry.Name ?? entry.Code : null;
    }

    public static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>A moment without an offset is rejected: it does not say when it was.</summary>
    public static DateTimeOffset? MomentOf(string text) =>
        HasOffset(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;

    public static RegionCode? RegionOf(string text) =>
        text.Length >= 6 && (RegionCode.TryParsePadded(text, out var code) || RegionCode.TryParse(text, out code)) ? code : null;

    private static string? Out(PlatformField field, string text) =>
        field.Form switch
        {
            PlatformForm.Date => DateOf(text)?.ToString(DateFormat, CultureInfo.InvariantCulture),
            PlatformForm.Moment => MomentOf(text)
                ?.ToOffset(ChinaTime.Offset)
                .ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            PlatformForm.Region => RegionOf(text)?.Value,
            PlatformForm.Code => CodeOf(field, text),
            PlatformForm.CodeText => EntryOf(field, text)?.Zh,
            PlatformForm.DocumentKind => IdentityNumber.TryParse(text, out var number, out _)
                ? EntryOf(field, EnumName.Of(number.Kind))?.Code
                : null,
            _ => text,
        };

    private static string? CodeOf(PlatformField field, string? own) =>
        own is null ? null
        : field.Values is { } values ? values.GetValueOrDefault(own)
        : EntryOf(field, own)?.Code;

    private static CodeEntry? EntryOf(PlatformField field, string own)
    {
        var list = CodeLists.BuiltIn[field.Codes!];
        return list.TryGetByName(own, out var entry) || list.TryGet(own, out entry) ? entry : null;
    }

    private static string? Joined(string?[] codes) => codes.Any(code => code is null) ? null : string.Join(',', codes);

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    private static bool HasOffset(string text) =>
        text.Length >= 17 && text[10] is 'T' or 't' && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-');
}

/// <summary>How a value travels to and from the national platform; always as a JSON text.</summary>
[JsonConverter(typeof(StrictEnumConverter<PlatformForm>))]
public enum PlatformForm
{
    Text,

    /// <summary>yyyy-MM-dd, in China.</summary>
    Date,

    /// <summary>ISO 8601 with its offset.</summary>
    Moment,

    /// <summary><c>1</c> or <c>0</c>.</summary>
    Flag,

    /// <summary>A region code of 6, 9 or 12 digits.</summary>
    Region,

    /// <summary>A code of a list, or of the field's own table of values.</summary>
    Code,

    /// <summary>Codes of a list, separated by commas.</summary>
    Codes,

    /// <summary>The Chinese text of a code; only goes out.</summary>
    CodeText,

    /// <summary>The code of the kind of document that an identity number shows.</summary>
    DocumentKind,
}

/// <summary>What a kind cannot do without; the same both ways.</summary>
internal static class PlatformRequirements
{
    /// <summary>The first field that is missing; null when there is none.</summary>
    /// <param name="values">By ministry name, as they travel.</param>
    /// <param name="dispensable">Places whose values nothing waits for, whatever the table says; null for none.</param>
    public static PlatformFault? Missing(
        PlatformFields fields,
        string kind,
        IReadOnlyDictionary<string, string> values,
        IReadOnlySet<string>? dispensable = null
    )
    {
        foreach (var (field, own) in fields.Of(kind))
        {
            var isRequired =
                field.Required.Contains(kind, StringComparer.Ordinal)
                || (
                    field.RequiredWhen is { } when
                    && string.Equals(values.GetValueOrDefault(when.Field), when.Value, StringComparison.Ordinal)
                );
            if (isRequired && !values.ContainsKey(field.Name) && dispensable?.Contains(own) != true)
                return PlatformFault.Missing(field, own);
        }

        return null;
    }
}
