using System.Globalization;
using System.Text.Json;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.OpenApi;
using Grid.Api.Persons;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Api.Worklists;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Platform;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Grid.Api.Platform;

/// <summary>A page of applications to settle.</summary>
/// <param name="Items">The earliest last day first.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record ToSettleView(IReadOnlyList<ToSettleLine> Items, string? Next);

/// <summary>An application of the platform that could not be taken over, and that the office settles with the person.</summary>
public sealed record ToSettleLine
{
    public required string Id { get; init; }

    /// <summary>失业登记申请编号 as it came.</summary>
    public required string Number { get; init; }

    /// <summary>The office in charge; absent where the region that the person chose has none: then it is the province's.</summary>
    public string? Office { get; init; }

    /// <summary>As the person wrote it, masked.</summary>
    public string? Name { get; init; }

    /// <summary>As the person wrote it, masked.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>When the person submitted it, by the platform's clock.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The last of the three working days, inclusive; absent where it is not known.</summary>
    public DateOnly? Due { get; init; }

    [NamesOf<WorklistBucket>]
    public required string Bucket { get; init; }

    /// <summary>Since when it is refused.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The field at fault, in the register's names; <c>settlement</c>: it was joined, but the case has changed since.</summary>
    public string? Field { get; init; }

    /// <summary>The rule that refused it; absent where a value could not be read.</summary>
    public string? Code { get; init; }

    public required string Error { get; init; }

    public required string ErrorEn { get; init; }

    /// <summary>When it is retried automatically, because the fault passes with time.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The register's application that other content of the same number became: what differs is to be put right there.</summary>
    public string? TakenOver { get; init; }

    /// <summary>Where all that the person wrote can be read, with a reason.</summary>
    public required string Reveal { get; init; }

    /// <summary>Where the settlement is sent to.</summary>
    public required string Settle { get; init; }

    internal static ToSettleLine Of(ToSettle item, PlatformFields fields, DateOnly today)
    {
        var id = item.Id.ToString(CultureInfo.InvariantCulture);
        var stated = PlatformApplicationMapping.ApplicantOf(fields, item.Fields);
        return new ToSettleLine
        {
            Id = id,
            Number = item.Number,
            Office = item.Office,
            Name = MaskedName(stated.Name),
            IdentityNumber = MaskedNumber(stated.Number),
            SubmittedAt = stated.SubmittedAt,
            Due = item.Due,
            Bucket = EnumName.Of(Buckets.Of(item.Due ?? DateOnly.MinValue, today)),
            Since = item.Since,
            Field = item.Field,
            Code = RefusalWords.CodeOf(item.Reason),
            Error = Mask.Text(RefusalWords.Of(item.Reason, Language.Chinese))!,
            ErrorEn = Mask.Text(RefusalWords.Of(item.Reason, Language.English))!,
            RetryAt = item.RetryAt,
            TakenOver = item.TakenOver,
            Reveal = $"{PlatformApplicationEndpoints.Path}/{id}/reveal",
            Settle = $"{PlatformApplicationEndpoints.Path}/{id}/settlement",
        };
    }

    /// <summary>What is no name shows its first character, like one.</summary>
    private static string? MaskedName(string? name) =>
        string.IsNullOrEmpty(name) ? null
        : PersonName.TryParse(name, out var parsed, out _) ? parsed.Masked
        : StringInfo.GetNextTextElement(name) + "*";

    /// <summary>What is no number shows nothing but how long it is.</summary>
    private static string? MaskedNumber(string? number) =>
        string.IsNullOrEmpty(number) ? null
        : Domain.Identity.IdentityNumber.TryParse(number, out var parsed, out _) ? parsed.Masked
        : new string('*', Math.Min(number.Length, 18));
}

/// <summary>All that the person wrote on the platform.</summary>
/// <param name="Items">In the order of the province's table of fields; what the table does not know is left out.</param>
public sealed record PlatformFormView(string Id, string Number, IReadOnlyList<PlatformFormLine> Items)
{
    internal static PlatformFormView Of(ToSettle item, PlatformFields fields) =>
        new(
            item.Id.ToString(CultureInfo.InvariantCulture),
            item.Number,
            [
                .. fields
                    .Of(PlatformFields.Application)
                    .Select(pair => (pair.Field, pair.Own, Value: ValueOf(item.Fields, pair.Field.Name)))
                    .Where(one => one.Value is not null)
                    .Select(one => new PlatformFormLine(one.Own, one.Field.Zh, one.Field.En, one.Value!)),
            ]
        );

    private static string? ValueOf(JsonElement form, string name)
    {
        if (form.ValueKind != JsonValueKind.Object || !form.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;

        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText(); // Half a character.
        }
    }
}

/// <summary>One field of the platform's form.</summary>
/// <param name="Field">In the register's names.</param>
/// <param name="Value">As the platform sent it; codes are the ministry's.</param>
public sealed record PlatformFormLine(string Field, string Zh, string En, string Value);

/// <summary>
/// How an application of the platform was settled: exactly one of <c>application</c>, <c>registration</c> and <c>closed</c>, and how the
/// person was spoken to.
/// </summary>
public sealed record PlatformSettlementBody : IRequest<PlatformSettlementBody>
{
    /// <summary>Number of the person's application, made at the counter for example: the platform gets its decision.</summary>
    public string? Application { get; init; }

    /// <summary>Number of the person's registration, active or over.</summary>
    public string? Registration { get; init; }

    /// <summary>
    /// Closed without an application, with what the person said. <c>withdrawn</c>: does not want to register. <c>somebodyElses</c>: did not
    /// make it.
    /// <c>appliedElsewhere</c>: has applied or is registered at an office out of reach. <c>takenOver</c>: other content of the same number
    /// was taken over, and what differs was corrected. A person not reached or papers missing are no reason to close.
    /// </summary>
    public string? Closed { get; init; }

    /// <summary><c>telephone</c>, <c>faceToFace</c>, <c>homeVisit</c> or <c>online</c>.</summary>
    public string? Channel { get; init; }

    /// <summary>When the person was spoken to: not before the application was submitted.</summary>
    public string? SpokenAt { get; init; }

    /// <summary>What was said, 2 to 500 characters.</summary>
    public string? Note { get; init; }

    public static PlatformSettlementBody Example { get; } =
        new()
        {
            Closed = "withdrawn",
            Channel = "telephone",
            SpokenAt = "2026-11-21T09:30:00+08:00",
            Note = "本人来电称已找到工作,不再办理失业登记",
        };

    internal GivenSettlement Read(Fields fields, Func<DateTimeOffset, DateTimeOffset> adjust)
    {
        string?[] ways = [Application, Registration, Closed];
        if (ways.Count(way => !string.IsNullOrEmpty(way)) != 1)
            fields.Wrong("application", FieldCodes.ExactlyOne, ["application", "registration", "closed"]);

        var application = fields.Value<ApplicationNumber, NumberError>(
            Application,
            "application",
            ApplicationNumber.TryParse,
            required: false
        );
        var registration = fields.Value<RegistrationNumber, NumberError>(
            Registration,
            "registration",
            RegistrationNumber.TryParse,
            required: false
        );
        var closed = fields.Name<ClosingReason>(Closed, "closed", required: false);
        var channel = fields.Name<ContactChannel>(Channel, "channel");
        if (channel is { } by && !SettledByOffice.IsTalk(by))
        {
            fields.Wrong(
                "channel",
                FieldCodes.NotInList,
                [.. Enum.GetValues<ContactChannel>().Where(SettledByOffice.IsTalk).Select(EnumName.Of)]
            );
        }

        var spoken = fields.Moment(SpokenAt, "spokenAt", required: true);
        if (spoken is { } moment && (spoken = adjust(moment)) > fields.Now)
            fields.Wrong("spokenAt", FieldCodes.InFuture);

        var note = fields.Text(Note, "note", 500, required: true, shortest: 2);
        fields.ThrowIfWrong();
        return new GivenSettlement(application, registration, closed, channel!.Value, spoken!.Value, note!);
    }
}

/// <summary>A settlement as it was given.</summary>
internal sealed record GivenSettlement(
    ApplicationNumber? Application,
    RegistrationNumber? Registration,
    ClosingReason? Closed,
    ContactChannel Channel,
    DateTimeOffset SpokenAt,
    string Note
);

/// <summary>An application of the platform that its office settled.</summary>
/// <param name="Done">False while the person's record does not have it yet.</param>
/// <param name="Joined">The register's application whose decision the platform gets; absent where it was closed.</param>
/// <param name="Closed">The reason; absent where it was joined.</param>
/// <param name="Note">What was said, for supervisors; longer numbers are masked.</param>
/// <param name="Text">Wording of the note that suggests a ground which the notice forbids, for supervisors to look at. Absent where there
/// is none.</param>
public sealed record SettledApplicationLine(
    string Id,
    string Number,
    string? Office,
    DateOnly? Due,
    bool Done,
    string By,
    DateTimeOffset At,
    string? Joined,
    string? PersonId,
    [NamesOf<ClosingReason>] string? Closed,
    [NamesOf<ContactChannel>] string Channel,
    DateTimeOffset SpokenAt,
    string? Note,
    string? Text
)
{
    internal static SettledApplicationLine Of(SettledApplication item, bool withNote)
    {
        var how = item.Settlement;
        var found = SuspiciousWording.Find(how.Note, WordingUse.Decision);
        return new SettledApplicationLine(
            item.Id.ToString(CultureInfo.InvariantCulture),
            item.Number,
            item.Office,
            item.Due,
            item.Done,
            how.By.Subject,
            how.At,
            how.Joined?.Value,
            how.Person?.ToString(),
            how.Closed is { } closed ? EnumName.Of(closed) : null,
            EnumName.Of(how.Channel),
            how.SpokenAt,
            withNote ? Mask.Text(how.Note) : null,
            !withNote || how.Closed is null || found.Count == 0 ? null : Mask.Text(string.Join(' ', found.Select(one => one.Words)))
        );
    }
}

/// <summary>How many applications of the platform are to be settled, and where they are listed.</summary>
/// <param name="Overdue">Of those, how many whose last day is past.</param>
public sealed record PlatformApplicationCountView(long Count, long Overdue, string Href);
