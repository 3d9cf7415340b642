using System.Globalization;
using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Data;

namespace Grid.PlatformSimulator.Fields;

/// <summary>
/// The ministry's names, from <c>data/platform/fields.json</c>, read by code of its own: that the register and the simulator understand the
/// file in the same way is part of what is tested.
/// </summary>
internal sealed class FieldTable
{
    public const string Application = "application";

    private readonly Dictionary<string, Field> byName;

    private FieldTable(IEnumerable<Field> fields, IEnumerable<string> kinds)
    {
        byName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        ItemKinds = [.. kinds.Where(kind => kind != Application)];
    }

    /// <summary>The kinds of items, in the order of the file.</summary>
    public IReadOnlyList<string> ItemKinds { get; }

    public static FieldTable Load()
    {
        using var document = JsonDocument.Parse(EmbeddedData.Read("platform/fields.json").Content);
        var root = document.RootElement;
        return new FieldTable([.. root.GetProperty("fields").EnumerateArray().Select(Read)], [.. Texts(root.GetProperty("kinds"))]);
    }

    /// <summary>The first thing that is wrong with the fields of an item; null when nothing is.</summary>
    public FieldFault? Check(string kind, SortedDictionary<string, string> fields)
    {
        foreach (var (name, value) in fields)
        {
            if (!byName.TryGetValue(name, out var field) || !field.In.Contains(kind))
                return new FieldFault("unknownField", $"{name}: 该类信息没有此指标 no such field in this kind");
            if (value.Length == 0)
                return new FieldFault("missing", $"{name}: 不得为空 must not be empty");
            if (value.Length > field.Longest)
                return new FieldFault("tooLong", $"{name}: 超过 {field.Longest} 个字符 longer than {field.Longest} characters");
            if (!HasForm(field, value))
                return new FieldFault("form", $"{name}: 格式应为 {field.Form} its form is {field.Form}");
            if (field.Codes is { } codes && field.Form != "codeText" && !value.Split(',').All(codes.Contains))
                return new FieldFault("code", $"{name}: 代码不存在 no such code");
        }

        return byName.Values.FirstOrDefault(field => IsRequired(field, kind, fields) && !fields.ContainsKey(field.Name)) is { } missing
            ? new FieldFault("missing", $"{missing.Name}: 必填 required")
            : null;
    }

    private static bool IsRequired(Field field, string kind, SortedDictionary<string, string> fields) =>
        field.Required.Contains(kind)
        || (
            field.In.Contains(kind)
            && field.RequiredWhen is { } when
            && fields.TryGetValue(when.Field, out var value)
            && value == when.Value
        );

    private static bool HasForm(Field field, string value) =>
        field.Form switch
        {
            "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "moment" => value.Length >= 20
                && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                && (value[^1] == 'Z' || value[^6] is '+' or '-'),
            "flag" => value is "0" or "1",
            "region" => value.Length is >= 6 and <= 12 && value.All(char.IsAsciiDigit),
            _ => true,
        };

    private static Field Read(JsonElement field) =>
        new(
            field.GetProperty("name").GetString()!,
            field.GetProperty("form").GetString()!,
            field.TryGetProperty("max", out var most) ? most.GetInt32() : 200,
            field.TryGetProperty("values", out var values)
                    ? values.EnumerateObject().Select(value => value.Value.GetString()!).ToHashSet(StringComparer.Ordinal)
                : field.TryGetProperty("codes", out var codes)
                    ? CodeLists.BuiltIn[codes.GetString()!].Entries.Select(entry => entry.Code).ToHashSet(StringComparer.Ordinal)
                : null,
            field.GetProperty("own").EnumerateObject().Select(kind => kind.Name).ToHashSet(StringComparer.Ordinal),
            Texts(field.GetProperty("required")).ToHashSet(StringComparer.Ordinal),
            field.TryGetProperty("requiredWhen", out var when)
                ? (when.GetProperty("field").GetString()!, when.GetProperty("value").GetString()!)
                : null
        );

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(text => text.GetString()!);
}

/// <summary>One name of the ministry: form, codes, and the kinds that may and must have it.</summary>
internal sealed record Field(
    string Name,
    string Form,
    int Longest,
    IReadOnlySet<string>? Codes,
    IReadOnlySet<string> In,
    IReadOnlySet<string> Required,
    (string Field, string Value)? RequiredWhen
);

/// <summary>What is wrong with an item's fields.</summary>
/// <param name="Code">missing, unknownField, tooLong, form or code.</param>
internal sealed record FieldFault(string Code, string Reason);
