using System.Collections.Frozen;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Platform;

/// <summary>
/// Makes the register's command of an application that the platform sent. It is submitted when the person submitted it there (79/2020 (三):
/// the three working days run from then), at the main office of today's region that has the territory of the one that the person chose.
/// What cannot become a command gets a fault that names the field in the register's names.
/// </summary>
public static class PlatformApplicationMapping
{
    public static MappedApplication Map(PlatformFields fields, JsonElement application, OfficeDirectory offices, DateOnly today)
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
            {
                if (!SideData.Contains(place))
                    return Faulty(PlatformFault.Of(field, place, "不是文本", "is no text"));

                // A number where a text should be, or half of a character: kept as it came.
                own.Doubt(PathOf(field, place), value.GetRawText(), Doubt.Malformed);
                continue;
            }

            if (text.Length == 0)
                continue;
            if (SideData.Contains(place) || field.Form == PlatformForm.DocumentKind)
            {
                AddSideData(field, place, text, own);
                values[field.Name] = text;
                continue;
            }

            if (!StorableText.Is(text))
                return Faulty(PlatformFault.Of(field, place, "含有不能使用的字符", "holds a character that cannot be stored"));
            if (field.Max is { } most && text.EnumerateRunes().Count() > most)
                return Faulty(PlatformFault.Of(field, place, $"超过{field.Max}个字符", $"is longer than {field.Max} characters"));
            if (!PlatformForms.Fits(field, text))
            {
                return Faulty(
                    PlatformFault.Of(
                        field,
                        place,
                        "值不在对照表中或格式不符",
                        "holds a value that the table does not know, or of another form"
                    )
                );
            }

            values[field.Name] = text;
            own.Add(field, place, text);
        }

        if (PlatformRequirements.Missing(fields, PlatformFields.Application, values, SideData) is { } missing)
            return Faulty(missing);
        return ApplicationCommand.Build(own, offices, today);
    }

    /// <summary>
    /// What no application waits for: optional data, and data that only the person at the platform could give again. A value that is not of
    /// its field's form is handed on as it came, to be stored as unverified; a text that is too long is cut by the rules.
    /// </summary>
    private static readonly FrozenSet<string> SideData = new[]
    {
        "birthDate",
        "sex",
        "otherReason",
        "jobWishes",
        "wishesToClaimBenefit",
        "formerEmployer.name",
        "formerEmployer.creditCode",
        "details.telephone",
        "details.address",
        "details.disabilityGrade",
        "details.education",
        "details.ethnicGroup",
        "details.hukouNature",
        "details.hukouRegion",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static void AddSideData(PlatformField field, string place, string text, ApplicationValues own)
    {
        if (PlatformForms.Fits(field, text))
        {
            own.Add(field, place, text);
            return;
        }

        // Of several codes those that are known stay.
        var codes =
            field.Form == PlatformForm.Codes ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        string[] known = [.. codes.Where(code => PlatformForms.Fits(field, code))];
        if (known.Length > 0)
            own.Add(field, place, string.Join(',', known));
        own.Doubt(
            PathOf(field, place),
            known.Length > 0 ? string.Join(',', codes.Except(known, StringComparer.Ordinal)) : text,
            field.Form is PlatformForm.Code or PlatformForm.Codes or PlatformForm.DocumentKind ? Doubt.NotInList : Doubt.Malformed
        );
    }

    /// <summary>The kind of document is in the number's place, but is something else.</summary>
    private static string PathOf(PlatformField field, string place) => field.Form == PlatformForm.DocumentKind ? "documentKind" : place;

    /// <summary>失业登记申请编号 as sent; null when it is missing or none.</summary>
    public static string? NumberOf(PlatformFields fields, JsonElement application)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var name = fields.Of(PlatformFields.Application).FirstOrDefault(pair => pair.Own == ApplicationCommand.PlatformNumber).Field?.Name;
        return
            name is not null
            && application.ValueKind == JsonValueKind.Object
            && application.TryGetProperty(name, out var value)
            && TextOf(value) is { } text
            && PlatformApplicationNumber.TryParse(text, out var number, out _)
            ? number.Value
            : null;
    }

    /// <summary>
    /// What can be read of an application that cannot become a command: the office that is in charge, and when it was submitted; null for
    /// each that cannot.
    /// </summary>
    public static (Office? Office, DateTimeOffset? SubmittedAt) PlaceOf(
        PlatformFields fields,
        JsonElement application,
        OfficeDirectory offices,
        DateOnly today
    )
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(offices);
        return (
            ApplicationCommand.OfficeOf(Stated(fields, application, "office"), offices, today),
            Stated(fields, application, "submittedAt") is { } moment ? PlatformForms.MomentOf(moment) : null
        );
    }

    /// <summary>
    /// Who an application that cannot become a command says that the person is, as it came: nothing of it needs to be right. Null for each
    /// that is missing or no text.
    /// </summary>
    public static StatedApplicant ApplicantOf(PlatformFields fields, JsonElement application)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new StatedApplicant(
            Stated(fields, application, "name"),
            Stated(fields, application, "number"),
            Stated(fields, application, "details.telephone"),
            Stated(fields, application, "submittedAt") is { } moment ? PlatformForms.MomentOf(moment) : null
        );
    }

    /// <summary>The kind of document is in the number's place, but is something else.</summary>
    private static string? Stated(PlatformFields fields, JsonElement application, string own) =>
        fields
            .Of(PlatformFields.Application)
            .FirstOrDefault(pair => pair.Own == own && pair.Field.Form != PlatformForm.DocumentKind)
            .Field?.Name
            is { } name
        && application.ValueKind == JsonValueKind.Object
        && application.TryGetProperty(name, out var value)
            ? TextOf(value)
            : null;

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

/// <summary>A downloaded application as a command, or why it cannot become one; exactly one of the two.</summary>
public sealed record MappedApplication(SubmitApplication? Command, PlatformFault? Fault) : Discreet;

/// <summary>Why something cannot go to the platform, or cannot be taken from it. Names the field and never a value.</summary>
/// <param name="Own">The field in the register's names, as a path; null when no field is to blame.</param>
/// <param name="Reason">Chinese first; names the ministry's field.</param>
public sealed record PlatformFault(string? Own, string Reason) : Discreet
{
    internal static PlatformFault Of(PlatformField field, string own, string zh, string en) =>
        new(own, $"{field.Name} {field.Zh}：{zh}。{own} {en}.");

    internal static PlatformFault Missing(PlatformField field, string own) => Of(field, own, "缺失", "is missing");
}

/// <summary>Who an application of the platform says that the person is, as it came.</summary>
/// <param name="Name">May be no name.</param>
/// <param name="Number">May be no identity number.</param>
/// <param name="Telephone">May be none that can be dialled.</param>
/// <param name="SubmittedAt">By the platform's clock.</param>
public sealed record StatedApplicant(string? Name, string? Number, string? Telephone, DateTimeOffset? SubmittedAt) : Discreet
{
    /// <summary>
    /// Whether it can be this person: the name or the number is the same. A form of 15 digits is the same number where it is the start of
    /// it.
    /// </summary>
    public bool CanBe(PersonIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return (IdentityNumber.TryParse(Number, out var number, out _) && number == identity.Number)
            || (PersonName.TryParse(Name, out var name, out _) && name.SearchKey == identity.Name.SearchKey)
            || IdentityNumber.Candidates(Number).Contains(identity.Number);
    }
}
