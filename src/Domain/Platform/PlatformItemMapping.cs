using System.Text.Json;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Domain.Platform;

/// <summary>
/// Puts the ministry's names on what goes out (results, registrations, exits and what changes them). What lacks a required field, or holds
/// a value that the table does not know, gets a fault that names the field, and is not to be sent.
/// </summary>
public static class PlatformItemMapping
{
    public static MappedItem Map(PlatformFields fields, PlatformItem item, string region)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(item);
        var kind = EnumName.Of(item.Kind);
        if (!fields.Kinds.Contains(kind, StringComparer.Ordinal))
            return Faulty(new PlatformFault(null, $"平台没有此类数据的接口。The platform has no interface for {kind}."));

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, own) in fields.Of(kind))
        {
            var value = ValueAt(item.Content, own, region);
            if (value is not { } found || IsNotRecorded(field, found))
                continue;
            if (PlatformForms.Out(field, found) is not { } text)
            {
                return Faulty(
                    PlatformFault.Of(
                        field,
                        own,
                        "值不在对照表中或格式不符",
                        "holds a value that the table does not know, or of another form"
                    )
                );
            }

            if (field.Max is { } most && text.EnumerateRunes().Count() > most)
                return Faulty(PlatformFault.Of(field, own, $"超过{field.Max}个字符", $"is longer than {field.Max} characters"));
            values[field.Name] = text;
        }

        return PlatformRequirements.Missing(fields, kind, values) is { } missing
            ? Faulty(missing)
            : new MappedItem(JsonSerializer.SerializeToElement(values, DomainJson.Options), null);
    }

    private static bool IsNotRecorded(PlatformField field, JsonElement value) =>
        field.NotRecorded is { } none && value.ValueKind == JsonValueKind.String && value.ValueEquals(none);

    private static MappedItem Faulty(PlatformFault fault) => new(null, fault);

    private static JsonElement? ValueAt(JsonElement content, string own, string region)
    {
        if (own == PlatformFields.LeafRegion)
            return JsonSerializer.SerializeToElement(region, DomainJson.Options);
        foreach (var member in own.Split('.'))
        {
            if (content.ValueKind != JsonValueKind.Object || !content.TryGetProperty(member, out content))
                return null;
        }

        return
            content.ValueKind == JsonValueKind.Null
            || (content.ValueKind == JsonValueKind.Array && content.GetArrayLength() == 0)
            || (content.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(content.GetString()))
            ? null
            : content;
    }
}

/// <summary>An item in the ministry's names, or why it must not be sent; exactly one of the two.</summary>
public sealed record MappedItem(JsonElement? Fields, PlatformFault? Fault) : Discreet;
