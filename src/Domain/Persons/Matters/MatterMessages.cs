using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Json;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>What a message to the system of a matter is about. The names are on the wire (docs/matters.md); never rename.</summary>
[JsonConverter(typeof(StrictEnumConverter<MatterMessageKind>))]
public enum MatterMessageKind
{
    /// <summary>The person claims here.</summary>
    Claimed,

    /// <summary>A claim that was made there belongs to a case here.</summary>
    Attached,

    /// <summary>The person withdrew the claim.</summary>
    Withdrawn,

    /// <summary>The person objects to the answer.</summary>
    Objected,

    /// <summary>The person is registered.</summary>
    Registered,

    /// <summary>The application was not approved, or withdrawn.</summary>
    NotRegistered,

    /// <summary>The registration ended.</summary>
    Ended,

    /// <summary>The registration was revoked.</summary>
    Revoked,

    /// <summary>The end or the revocation was taken back.</summary>
    Restored,

    /// <summary>The person has another identity number.</summary>
    NumberCorrected,

    /// <summary>The case was entered under a wrong number: it is nobody's under this one.</summary>
    EnteredInError,
}

/// <summary>
/// A message to the system of a matter, waiting to be sent. Only a matter's oldest one is sent, so that none overtakes another.
/// </summary>
/// <param name="Kind">Whose system.</param>
/// <param name="Matter">Number of the matter.</param>
/// <param name="About">What happened.</param>
/// <param name="Content">The body as it is sent. Sealed where it waits, because it names the person.</param>
public sealed record MatterMessage(MatterKind Kind, string Matter, MatterMessageKind About, JsonElement Content) : Discreet;

/// <summary>Which systems are told what: only those that hold an open or granted matter of the person.</summary>
internal static class MatterRules
{
    public static IReadOnlyList<MatterMessage> Of(PersonRecord before, PersonEvent change, PersonRecord after) =>
        change switch
        {
            ApplicationSubmitted { Application.Matters: { } matters } e =>
            [
                .. matters.Select(matter => Begun(matter, after, e.Application.Office)),
            ],
            MatterAsked e => [Begun(e.Matter, after, e.Office)],
            MatterJoined e when CaseMatters.Find(after, e.Number) is { } matter =>
            [
                Of(matter, MatterMessageKind.Attached, after, null, MatterPerson.Of(after, matter.Kind)),
            ],
            MatterWithdrawn e when CaseMatters.Find(after, e.Number) is { } matter =>
            [
                Of(matter, MatterMessageKind.Withdrawn, after, e.On),
            ],
            MatterObjected e when CaseMatters.Find(after, e.Number) is { } matter =>
            [
                Of(matter, MatterMessageKind.Objected, after, e.On, objection: e.Text),
            ],
            Registered e => Each(after.Registration?.Matters, MatterMessageKind.Registered, after, e.Facts.RegisteredOn),
            ApplicationRefused e => Each(after.Application?.Matters, MatterMessageKind.NotRegistered, after, e.On),
            ApplicationWithdrawn e => Each(after.Application?.Matters, MatterMessageKind.NotRegistered, after, e.On),
            Exited e => Each(before.Registration?.Matters, MatterMessageKind.Ended, after, e.On),
            ExitRevoked => Each(after.Registration?.Matters, MatterMessageKind.Restored, after, null),
            RegistrationRevoked e => Each(OfRegistration(before, e.Number), MatterMessageKind.Revoked, after, e.On),
            RevocationUndone e => Each(OfRegistration(after, e.Number), MatterMessageKind.Restored, after, null),
            EnteredInError e => Each(OfError(before, e), MatterMessageKind.EnteredInError, before, e.On),
            CaseTakenOver e => Each(OfMoved(e.Case), MatterMessageKind.NumberCorrected, after, e.On, named: true),
            CaseReturned e => Each(OfMoved(e.Case), MatterMessageKind.NumberCorrected, after, e.On, named: true),
            _ => [],
        };

    private static MatterMessage Begun(Matter matter, PersonRecord record, string office) =>
        Of(
            matter,
            matter.SystemReference is null ? MatterMessageKind.Claimed : MatterMessageKind.Attached,
            record,
            matter.AskedOn,
            MatterPerson.Of(record, matter.Kind),
            office: office
        );

    private static MatterMessage[] Each(
        IEnumerable<Matter>? matters,
        MatterMessageKind about,
        PersonRecord record,
        DateOnly? on,
        bool named = false
    ) =>
        [
            .. (matters ?? [])
                .Where(matter => matter.Concerns)
                .Select(matter => Of(matter, about, record, on, named ? MatterPerson.Of(record, matter.Kind) : null)),
        ];

    private static IReadOnlyList<Matter>? OfRegistration(PersonRecord record, Numbers.RegistrationNumber number) =>
        record.Registration?.Number == number ? record.Registration.Matters : PastCases.Find(record, number)?.Registration.Matters;

    private static IEnumerable<Matter> OfError(PersonRecord before, EnteredInError e) =>
        (before.Application is { } application && application.Number == e.Application ? application.Matters ?? [] : []).Concat(
            before.Application is { } wrong ? EndingInError.OwnRegistration(before, wrong)?.Matters ?? [] : []
        );

    private static IEnumerable<Matter> OfMoved(MovedCase moved) =>
        (moved.Application?.Matters ?? []).Concat(moved.Registration?.Matters ?? []);

    private static MatterMessage Of(
        Matter matter,
        MatterMessageKind about,
        PersonRecord record,
        DateOnly? on,
        MatterPerson? person = null,
        string? objection = null,
        string? office = null
    ) =>
        new(
            matter.Kind,
            matter.Number,
            about,
            JsonSerializer.SerializeToElement(
                new MatterMessageBody
                {
                    Event = about,
                    Matter = matter.Number,
                    Kind = matter.Kind,
                    SystemReference = matter.SystemReference,
                    Registration = record.Registration?.Number.Value,
                    Office = office ?? CaseScope.OfficeOf(record),
                    On = on,
                    AnswerDue = about is MatterMessageKind.Claimed ? matter.AnswerDue : null,
                    Person = person,
                    Objection = objection,
                },
                DomainJson.Options
            )
        );
}

/// <summary>The body of a message, as docs/matters.md describes it.</summary>
public sealed record MatterMessageBody : Discreet
{
    public required MatterMessageKind Event { get; init; }

    public required string Matter { get; init; }

    public required MatterKind Kind { get; init; }

    public string? SystemReference { get; init; }

    /// <summary>Number of the active registration; null where there is none.</summary>
    public string? Registration { get; init; }

    public string? Office { get; init; }

    public DateOnly? On { get; init; }

    public DateOnly? AnswerDue { get; init; }

    /// <summary>With what begins a matter, and with another identity number only.</summary>
    public MatterPerson? Person { get; init; }

    public string? Objection { get; init; }
}

/// <summary>What the system of a matter needs to know of the person, and no more (PIPL art. 6).</summary>
public sealed record MatterPerson : Discreet
{
    public required string IdentityNumber { get; init; }

    public required string Name { get; init; }

    public string? Telephone { get; init; }

    /// <summary>For the benefit only: since when the person is out of work.</summary>
    public DateOnly? UnemployedOn { get; init; }

    /// <summary>For the benefit only: code list unemployment-reason; whether it was the person's own will matters there, and only there.</summary>
    public string? Reason { get; init; }

    /// <summary>For the recognition only: code list disability-grade.</summary>
    public string? DisabilityGrade { get; init; }

    internal static MatterPerson? Of(PersonRecord record, MatterKind kind)
    {
        if (record.Identity is not { } identity)
            return null;
        var benefit = kind == MatterKind.Benefit;
        var open = record.Application is { IsOpen: true } application ? application : null;
        return new MatterPerson
        {
            IdentityNumber = identity.Number.Value,
            Name = identity.Name.Value,
            Telephone = record.Details?.Telephone?.Value,
            UnemployedOn = benefit ? open?.UnemployedOn ?? record.Registration?.UnemployedOn : null,
            Reason = benefit && (open?.Reason ?? record.Registration?.Reason) is { } reason ? ReasonCode(reason) : null,
            DisabilityGrade = benefit ? null : record.Details?.DisabilityGrade,
        };
    }

    /// <summary>A release from prison is nobody else's business: it shows as another reason.</summary>
    private static string ReasonCode(UnemploymentReason reason) =>
        ((int)(reason == UnemploymentReason.ReleasedFromPrison ? UnemploymentReason.Other : reason)).ToString(
            "00",
            System.Globalization.CultureInfo.InvariantCulture
        );
}
