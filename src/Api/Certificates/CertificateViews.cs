using Grid.Api.Applicants;
using Grid.Api.OpenApi;
using Grid.Api.Progress;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Certificates;

/// <summary>The latest certificate of a registration, for the office.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Status"><c>valid</c>, <c>ended</c>, <c>replaced</c> or <c>revoked</c>.</param>
/// <param name="IssuedOn">The day of issue.</param>
/// <param name="RevokedOn">The day on which it was revoked; absent while it was not.</param>
public sealed record CertificateView(string Number, [NamesOf<CertificateState>] string Status, DateOnly IssuedOn, DateOnly? RevokedOn)
{
    internal static CertificateView? Of(PersonRecord record) =>
        record.Registration is { Certificate: { } latest } registration
            ? new CertificateView(
                new CertificateNumber(registration.Number, latest.Serial).ToString(),
                EnumName.Of(
                    Certifying.StateOf(record, new CertificateNumber(registration.Number, latest.Serial)) ?? CertificateState.Valid
                ),
                latest.IssuedOn,
                latest.RevokedOn
            )
            : null;
}

/// <summary>What the public learns of a certificate by its number and code: no more than its holder shows.</summary>
/// <param name="Status"><c>valid</c>, <c>ended</c>, <c>replaced</c>, <c>revoked</c>; or <c>unknown</c>: there is none of this number and code.</param>
/// <param name="Name">Family name of the holder and stars, to compare with the paper; absent where it is unknown, and of a case that was entered in error.</param>
/// <param name="Ending">The last four characters of the holder's identity number; absent where it is unknown.</param>
/// <param name="Office">The office that holds the registration; absent where it is unknown.</param>
public sealed record CertificateCheckView([Among("CertificateCheckState")] string Status, string? Name, string? Ending, string? Office)
{
    internal const string UnknownState = "unknown";

    internal static CertificateCheckView Unknown { get; } = new(UnknownState, null, null, null);

    internal static CertificateCheckView Of(CertificateState state) => new(EnumName.Of(state), null, null, null);

    internal static CertificateCheckView Of(PersonRecord record, CertificateState state, string? office) =>
        new(EnumName.Of(state), record.Identity?.Name.Masked, record.Identity?.Number.Value[^4..], office);
}

/// <summary>The person asks for the certificate: by receipt number and identity number together.</summary>
public sealed record OwnCertificateBody : IRequest<OwnCertificateBody>, IReceiptPair
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    public static OwnCertificateBody Example { get; } =
        new() { ReceiptNumber = ProgressBody.Example.ReceiptNumber, IdentityNumber = ProgressBody.Example.IdentityNumber };
}
