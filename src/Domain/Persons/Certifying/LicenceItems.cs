using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>What an item for the licence platform is about. The names are on the wire (docs/licences.md); never rename.</summary>
[JsonConverter(typeof(StrictEnumConverter<LicenceEvent>))]
public enum LicenceEvent
{
    /// <summary>A certificate was issued.</summary>
    Issued,

    /// <summary>A certificate was issued, and the one that was in force is so no more.</summary>
    Replaced,

    /// <summary>The certificate, or the registration itself, was revoked.</summary>
    Revoked,

    /// <summary>The registration ended, and the certificate with it.</summary>
    Ended,

    /// <summary>What ended it was taken back: the same certificate is in force again.</summary>
    Restored,

    /// <summary>Its holder has another name or number.</summary>
    HolderCorrected,
}

/// <summary>
/// An item for the province's electronic licences (电子证照): each change of what a certificate is worth makes one. Those of one registration are
/// sent in their order.
/// </summary>
/// <param name="Certificate">Which certificate; the new one where one took another's place.</param>
/// <param name="About">What happened.</param>
/// <param name="Content">The body as it is sent. Sealed where it waits, because it may name the person.</param>
public sealed record LicenceItem(CertificateNumber Certificate, LicenceEvent About, JsonElement Content) : Discreet;

/// <summary>The body of an item, as docs/licences.md describes it.</summary>
public sealed record LicenceBody : Discreet
{
    public required LicenceEvent Event { get; init; }

    /// <summary>The kind of licence: <see cref="LicenceRules.Licence"/>.</summary>
    public required string Licence { get; init; }

    /// <summary>The number on the certificate.</summary>
    public required string Certificate { get; init; }

    /// <summary>What it is worth from now on: <c>valid</c>, <c>ended</c> or <c>revoked</c>.</summary>
    public required CertificateState Status { get; init; }

    /// <summary>The office that holds the registration.</summary>
    public required string Office { get; init; }

    public required DateOnly IssuedOn { get; init; }

    /// <summary>The day on which this happened.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The number of the certificate that it takes the place of.</summary>
    public string? Replaces { get; init; }

    /// <summary>Where the certificate is valid only: who holds it.</summary>
    public LicenceHolder? Holder { get; init; }
}

/// <summary>Who holds a licence, as electronic licences need it, and no more (PIPL art. 6).</summary>
public sealed record LicenceHolder(string Name, string NumberKind, string Number) : Discreet;

/// <summary>
/// Which changes of a record the licence platform is told. It looks at what each certificate is worth before and after an event, and not at kinds
/// of events, so that whatever ends, revokes or restores a registration is told.
/// </summary>
public static class LicenceRules
{
    /// <summary>Names the kind of licence at the platform.</summary>
    public const string Licence = "失业登记凭证";

    internal static IReadOnlyList<LicenceItem> Of(PersonRecord before, PersonEvent change, PersonRecord after, DecisionContext context)
    {
        List<LicenceItem>? items = null;
        foreach (var registration in Registrations(after))
        {
            if (
                registration.Certificate is { } certificate
                && new CertificateNumber(registration.Number, certificate.Serial) is var number
                && Certifying.StateOf(after, number) is { } status
                && About(before, change, after, number, status) is { } about
            )
            {
                (items ??= []).Add(Of(after, registration, certificate, status, about, change.DateOf(context.Today), before));
            }
        }

        return (IReadOnlyList<LicenceItem>?)items ?? [];
    }

    /// <summary>
    /// The item that tells the platform what a registration's latest certificate is worth now, whatever it knows; null where there is none.
    /// </summary>
    public static LicenceItem? Current(PersonRecord record, Numbers.RegistrationNumber registration, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (
            Registrations(record).FirstOrDefault(one => one.Number == registration) is not { Certificate: { } certificate } found
            || Certifying.StateOf(record, new CertificateNumber(registration, certificate.Serial)) is not { } status
        )
        {
            return null;
        }

        var about =
            status == CertificateState.Valid ? LicenceEvent.Issued
            : status == CertificateState.Ended ? LicenceEvent.Ended
            : LicenceEvent.Revoked;
        return Of(record, found, certificate, status, about, status == CertificateState.Valid ? certificate.IssuedOn : today);
    }

    private static LicenceEvent? About(
        PersonRecord before,
        PersonEvent change,
        PersonRecord after,
        CertificateNumber number,
        CertificateState status
    )
    {
        var earlier = Certifying.StateOf(before, number);
        if (earlier is null && Moved(change) is { } moved)
        {
            // It comes from another number's record: in force under this one's holder, or at its end because this one has a registration.
            return moved.Registration?.Number != number.Registration ? null
                : status == CertificateState.Valid ? LicenceEvent.HolderCorrected
                : moved.Registration.Certificate is { RevokedOn: null } ? By(status)
                : null;
        }

        if (earlier is null)
            return InForce(before, number) is null ? LicenceEvent.Issued : LicenceEvent.Replaced;
        if (earlier != status)
            return By(status);
        return status == CertificateState.Valid && !IsSame(before.Identity, after.Identity) ? LicenceEvent.HolderCorrected : null;
    }

    private static LicenceEvent By(CertificateState status) =>
        status switch
        {
            CertificateState.Valid => LicenceEvent.Restored,
            CertificateState.Ended => LicenceEvent.Ended,
            _ => LicenceEvent.Revoked,
        };

    private static MovedCase? Moved(PersonEvent change) =>
        change switch
        {
            CaseTakenOver e => e.Case,
            CaseReturned e => e.Case,
            _ => null,
        };

    /// <summary>The certificate of a registration that was in force before a new one; null for none.</summary>
    private static CertificateNumber? InForce(PersonRecord before, CertificateNumber next) =>
        before.Registration is { Certificate: { RevokedOn: null } last } registration && registration.Number == next.Registration
            ? new CertificateNumber(registration.Number, last.Serial)
            : null;

    private static bool IsSame(PersonIdentity? one, PersonIdentity? other) => one?.Name == other?.Name && one?.Number == other?.Number;

    private static IEnumerable<Registration> Registrations(PersonRecord record) =>
        record
            .Past.Select(past => past.Registration)
            .Concat(record.InError.Select(error => error.Registration).OfType<Registration>())
            .Concat(record.Registration is { } active ? [active] : []);

    private static LicenceItem Of(
        PersonRecord record,
        Registration registration,
        Certificate certificate,
        CertificateState status,
        LicenceEvent about,
        DateOnly on,
        PersonRecord? before = null
    )
    {
        var number = new CertificateNumber(registration.Number, certificate.Serial);
        return new LicenceItem(
            number,
            about,
            JsonSerializer.SerializeToElement(
                new LicenceBody
                {
                    Event = about,
                    Licence = Licence,
                    Certificate = number.ToString(),
                    Status = status,
                    Office = registration.Office,
                    IssuedOn = certificate.IssuedOn,
                    On = on,
                    Replaces = about == LicenceEvent.Replaced && before is not null ? InForce(before, number)?.ToString() : null,
                    Holder =
                        status == CertificateState.Valid && record.Identity is { } identity
                            ? new LicenceHolder(identity.Name.Value, EnumName.Of(identity.Number.Kind), identity.Number.Value)
                            : null,
                },
                DomainJson.Options
            )
        );
    }
}
