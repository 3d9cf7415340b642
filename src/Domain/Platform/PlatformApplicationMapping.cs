using System.Text.Json;
using Grid.Domain.Numbers;
using Grid.Domain.Regions;

namespace Grid.Domain.Platform;

/// <summary>
/// Makes the register's command of an application that the platform sent. It is submitted when the person submitted it there (79/2020 (三): the three working days run from
/// then), at the main office of the region that the person chose. What cannot become a command gets a fault that names the field in the register's names.
/// </summary>
public static class PlatformApplicationMapping
{
    public static MappedApplication Map(PlatformFields fields, JsonElement application, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(offices);
        if (application.ValueKind != JsonValueKind.Object)
            return Faulty(new PlatformFault(null, "不是一份申请。This is no application."));

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var own = new ApplicationValues();
        foreach (var (field, place) in fields.Of(PlatformFields.Application))
        {
            if (!application.TryGetProperty(field.Name, out var value) || value.ValueKind == JsonValueKind.Null)
                continue;
            if (TextOf(value) is not { } text)
                return Faulty(PlatformFault.Of(field, place, "不是文本", "is no text"));
            if (text.Length == 0)
                continue;
            if (text.Length > field.Max)
                return Faulty(PlatformFault.Of(field, place, $"超过{field.Max}个字符", $"is longer than {field.Max} characters"));
            if (!PlatformForms.Fits(field, text))
                return Faulty(PlatformFault.Of(field, place, "值不在对照表中或格式不符", "holds a value that the table does not know, or of another form"));
            values[field.Name] = text;
            own.Add(field, place, text);
        }

        if (PlatformRequirements.Missing(fields, PlatformFields.Application, values) is { } missing)
            return Faulty(missing);
        return ApplicationCommand.Build(own, offices);
    }

    /// <summary>失业登记申请编号 as sent; null when it is missing or none.</summary>
    public static string? NumberOf(PlatformFields fields, JsonElement application)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var name = fields.Of(PlatformFields.Application).FirstOrDefault(pair => pair.Own == ApplicationCommand.PlatformNumber).Field?.Name;
        return name is not null && application.ValueKind == JsonValueKind.Object && application.TryGetProperty(name, out var value)
            && TextOf(value) is { } text && PlatformApplicationNumber.TryParse(text, out var number, out _)
            ? number.Value
            : null;
    }

    /// <summary>Null for what is no text, or only half of one (a lone surrogate).</summary>
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static MappedApplication Faulty(PlatformFault fault) => new(null, fault);
}
