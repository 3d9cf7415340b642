using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Issue the certificate of the active registration (失业登记凭证), for the person to show. Nothing in the register asks for it: no office may
/// (79/2020 (二)). A later one takes the place of the earlier one; asked for again on the same day, it is the same one.
/// </summary>
public sealed record IssueCertificate : PersonCommand;

/// <summary>Revoke the certificate that is in force, as when it was lost; the registration stays as it is.</summary>
/// <param name="Note">Why.</param>
public sealed record RevokeCertificate(string Note) : PersonCommand;

/// <summary>A certificate was issued.</summary>
/// <param name="Office">The office that holds the registration.</param>
/// <param name="Serial">Which one of the registration, from 1; the ones before are out of force.</param>
public sealed record CertificateIssued(RegistrationNumber Registration, string Office, int Serial, DateOnly On) : PersonEvent, IDated;

/// <summary>The certificate in force was revoked.</summary>
public sealed record CertificateRevoked(
    RegistrationNumber Registration,
    string Office,
    int Serial,
    DateOnly On,
    [property: Personal] string Note
) : PersonEvent, IDated;

/// <summary>The latest certificate of a registration; those before it are out of force.</summary>
/// <param name="Serial">From 1.</param>
/// <param name="IssuedOn">The day of its issue.</param>
/// <param name="RevokedOn">The day on which it was revoked; null while it was not.</param>
public sealed record Certificate(
    int Serial,
    DateOnly IssuedOn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? RevokedOn = null
) : Discreet;

/// <summary>The number on a certificate: that of the registration, and which one of it this is.</summary>
public sealed record CertificateNumber(RegistrationNumber Registration, int Serial)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Registration.Value}-{Serial:00}");

    /// <summary>Reads a number as it is printed. False for anything else.</summary>
    public static bool TryParse(string? text, out CertificateNumber number)
    {
        number = null!;
        if (
            text?.Split('-') is not [var registration, { Length: >= 2 and <= 4 } last]
            || !RegistrationNumber.TryParse(registration, out var known, out _)
            || !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
            || serial < 1
        )
        {
            return false;
        }

        number = new CertificateNumber(known, serial);
        return number.ToString() == text;
    }
}

/// <summary>What a certificate is worth on the day of a check. The names are on the wire of the licence platform; never rename.</summary>
[JsonConverter(typeof(StrictEnumConverter<CertificateState>))]
public enum CertificateState
{
    /// <summary>The registration is active and this is its latest certificate.</summary>
    Valid = 1,

    /// <summary>The registration is over.</summary>
    Ended = 2,

    /// <summary>A later certificate took its place.</summary>
    Replaced = 3,

    /// <summary>The certificate, or the registration itself, was revoked.</summary>
    Revoked = 4,
}

/// <summary>Issues and judges certificates.</summary>
public static class Certifying
{
    internal static Decision Decide(PersonRecord record, IssueCertificate _, DecisionContext context)
    {
        var isOffice = context.Actor.Role != Role.Applicant;
        if (ServiceScope.Check(record, context, out var registration, needsOffice: isOffice) is { } closed)
            return Decision.Refuse(closed);
        if (registration.Certificate is { RevokedOn: null } latest && latest.IssuedOn == context.Today)
            return Decision.Accept(Outcome(OutcomeKind.CertificateIssued, record, registration, latest.Serial));
        var serial = (registration.Certificate?.Serial ?? 0) + 1;
        return Decision.Accept(
            Outcome(OutcomeKind.CertificateIssued, record, registration, serial),
            new CertificateIssued(registration.Number, registration.Office, serial, context.Today)
        );
    }

    internal static Decision Decide(PersonRecord record, RevokeCertificate command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (FieldRules.Text("note", command.Note, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        if (registration.Certificate is not { RevokedOn: null } latest)
            return Decision.Refuse(new Refusal(RefusalCode.NoCertificate) { Allowed = ["certificates.issue"] });
        return Decision.Accept(
            Outcome(OutcomeKind.CertificateRevoked, record, registration, latest.Serial),
            new CertificateRevoked(registration.Number, registration.Office, latest.Serial, context.Today, command.Note)
        );
    }

    /// <summary>What a certificate is worth now; null where the record has no such certificate.</summary>
    public static CertificateState? StateOf(PersonRecord record, CertificateNumber number)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(number);
        if (record.InError.Any(error => error.Registration?.Number == number.Registration))
            return CertificateState.Revoked;
        var past = record.Past.LastOrDefault(one => one.Number == number.Registration);
        var registration = record.Registration?.Number == number.Registration ? record.Registration : past?.Registration;
        return registration?.Certificate is not { } latest || latest.Serial < number.Serial ? null
            : past?.Ending == PastEnding.Revoked || (latest.Serial == number.Serial && latest.RevokedOn is not null)
                ? CertificateState.Revoked
            : past is not null ? CertificateState.Ended
            : latest.Serial > number.Serial ? CertificateState.Replaced
            : CertificateState.Valid;
    }

    private static CommandOutcome Outcome(OutcomeKind kind, PersonRecord record, Registration registration, int serial) =>
        Outcomes.Of(kind, record, registration) with
        {
            Reference = new CertificateNumber(registration.Number, serial).ToString(),
        };
}

/// <summary>Folds what happens to certificates.</summary>
internal static class CertificateFold
{
    public static PersonRecord Apply(PersonRecord record, CertificateIssued e) => With(record, new Certificate(e.Serial, e.On));

    public static PersonRecord Apply(PersonRecord record, CertificateRevoked e) =>
        With(record, (record.Registration?.Certificate ?? new Certificate(e.Serial, e.On)) with { RevokedOn = e.On });

    private static PersonRecord With(PersonRecord record, Certificate certificate) =>
        record.Registration is { } registration ? record with { Registration = registration with { Certificate = certificate } } : record;
}
