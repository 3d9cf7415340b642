using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;

namespace Grid.Domain.Notices;

/// <summary>
/// The values of a template's variables: offices by name, dates written out, words in the person's language; each looked at before it
/// leaves.
/// </summary>
internal sealed class NoticeValues(JsonElement facts, OfficeDirectory offices, NoticeLanguage language, string? link)
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>Null when the facts have no such value.</summary>
    public string? Of(string variable)
    {
        var value = variable switch
        {
            NoticeVariables.Number => Number(),
            "office" or "from" or "to" => Office(variable) is { } office ? Name(office) : null,
            "officeTelephone" => Office("office")?.Telephone,
            "toTelephone" => Office("to")?.Telephone,
            "due" or "on" or "until" => Day(variable),
            "month" => Month(variable),
            "link" => link ?? Fact(variable)?.GetString(),
            _ => Words(variable),
        };
        if (value is null || variable == NoticeVariables.Number)
            return value;
        return !IdentityLookAlike.In(value) ? value
            // What somebody typed beside a decision is left out; what the message is about stops it.
            : variable == NoticeVariables.Source ? null
            : throw new NoticeTextException(variable, "looks like an identity number");
    }

    /// <summary>Of an application, a registration or a matter, and nothing else.</summary>
    private string? Number()
    {
        if (Fact(NoticeVariables.Number)?.GetString() is not { } text)
            return null;
        return
            ApplicationNumber.TryParse(text, out _, out _)
            || RegistrationNumber.TryParse(text, out _, out _)
            || MatterNumber.TryParse(text, out _)
            ? text
            : throw new NoticeTextException(NoticeVariables.Number, "is no number of an application, a registration or a matter");
    }

    private Office? Office(string fact) => offices.Find(Fact(fact)?.GetString());

    private string Name(Office office) => language == NoticeLanguage.English ? office.EnglishName ?? office.Name : office.Name;

    private string? Day(string fact)
    {
        if (Fact(fact)?.GetString() is not { } text || !DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day))
            return null;
        return language == NoticeLanguage.English
            ? day.ToString("d MMMM yyyy", English)
            : string.Create(English, $"{day.Year}年{day.Month}月{day.Day}日");
    }

    private string? Month(string fact)
    {
        if (!YearMonth.TryParse(Fact(fact)?.GetString(), out var month))
            return null;
        return language == NoticeLanguage.English
            ? month.FirstDay.ToString("MMMM yyyy", English)
            : string.Create(English, $"{month.Year}年{month.Month}月");
    }

    /// <summary>A text, a count, or words in both languages.</summary>
    private string? Words(string fact) =>
        Fact(fact) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            { ValueKind: JsonValueKind.Object } both
                when both.TryGetProperty(language == NoticeLanguage.English ? "en" : "zh", out var words) => words.GetString(),
            _ => null,
        };

    private JsonElement? Fact(string name) =>
        facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}

/// <summary>
/// The variables that a text of each kind may hold: a closed list. Nothing in it names an identity number, the person's telephone, health
/// or the reason of unemployment, so no template can ask for them.
/// </summary>
public static class NoticeVariables
{
    /// <summary>Number of the application, registration or matter.</summary>
    public const string Number = "number";

    /// <summary>Where the data of the evidence come from, as it was typed or sent.</summary>
    internal const string Source = "source";

    private static readonly string[] Office = [Number, "office", "officeTelephone"];

    private static readonly FrozenDictionary<NoticeKind, string[]> ByKind = new Dictionary<NoticeKind, string[]>
    {
        [NoticeKind.Receipt] = [.. Office, "due"],
        [NoticeKind.IdentityCorrection] = Office,
        [NoticeKind.Transfer] = [Number, "from", "to", "toTelephone"],
        [NoticeKind.Approved] = [.. Office, "due", "services", "policies"],
        [NoticeKind.NotApproved] = [.. Office, "reason", "basis", Source],
        [NoticeKind.Exited] = [.. Office, "on", "reason", "basis"],
        [NoticeKind.ExitRevoked] = Office,
        [NoticeKind.ObjectionAnswered] = ["office", "officeTelephone", "result", "due", "remedy"],
        [NoticeKind.RegistrationRevoked] = [.. Office, "on", "reason", "until", "remedy"],
        [NoticeKind.NumberCorrected] = Office,
        [NoticeKind.RevocationUndone] = Office,
        [NoticeKind.FirstContact] = [.. Office, "services", "policies"],
        [NoticeKind.FollowUp] = [.. Office, "month", "due", "link"],
        [NoticeKind.PolicyHint] = [.. Office, "policy"],
        [NoticeKind.HardshipHint] = [.. Office, "months"],
        [NoticeKind.EnteredInError] = [.. Office, "on"],
        [NoticeKind.GivingUpRecorded] = [.. Office, "on"],
        [NoticeKind.DueMoved] = [.. Office, "matter", "due"],
        [NoticeKind.TransferAsked] = [.. Office, "to", "due"],
        [NoticeKind.TransferDeclined] = [.. Office, "to"],
        [NoticeKind.TransferOverdue] = [.. Office, "to"],
        [NoticeKind.TransferLapsed] = [.. Office, "to"],
        [NoticeKind.AppliedWithOtherTelephone] = ["office", "officeTelephone"],
        [NoticeKind.Withdrawn] = Office,
        [NoticeKind.DataCorrected] = Office,
        [NoticeKind.Linked] = Office,
        [NoticeKind.BenefitHint] = Office,
        [NoticeKind.HardshipReceived] = [.. Office, "due"],
        [NoticeKind.HardshipPublished] = [.. Office, "until"],
        [NoticeKind.HardshipRecognised] = [.. Office, "on", "until"],
        [NoticeKind.HardshipRefused] = [.. Office, "reason", "until"],
        [NoticeKind.HardshipWithdrawn] = [.. Office, "on", "reason", "until"],
        [NoticeKind.HardshipExpiring] = [.. Office, "on"],
        [NoticeKind.MatterAsked] = [.. Office, "matter", "system", "due"],
        [NoticeKind.MatterGranted] = [.. Office, "matter", "system", "on"],
        [NoticeKind.MatterNotGranted] = [.. Office, "matter", "system", "objectAt", "until"],
        [NoticeKind.ApplicationPrefilled] = ["office", "officeTelephone", "matter", "due"],
        [NoticeKind.AllowanceHint] = Office,
        [NoticeKind.ComplaintReceived] = ["complaint", "office", "officeTelephone", "due"],
        [NoticeKind.ComplaintAnswered] = ["complaint", "office", "officeTelephone", "result"],
        [NoticeKind.DataUsed] = ["office", "officeTelephone", "on", "use"],
    }.ToFrozenDictionary();

    /// <summary>The names that a template of this kind may use.</summary>
    public static IReadOnlyList<string> Of(NoticeKind kind) => ByKind[kind];
}
