using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Api.Persons;

/// <summary>
/// The revocation of a registration that the facts never allowed (撤销登记): why, since when, and how that is known. A supervisor confirms it.
/// </summary>
public sealed record RevocationBody : IRequest<RevocationBody>
{
    public string? RegistrationNumber { get; init; }

    /// <summary>Code list revocation-reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when it was so: not after the registration. With reasons 1 to 4 only.</summary>
    public string? Since { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static RevocationBody Example { get; } =
        new()
        {
            RegistrationNumber = Domain.Numbers.RegistrationNumber.Create("360102", new DateOnly(2026, 11, 20), 42).Value,
            Reason = "1",
            Since = "2026-11-01",
            Evidence = new EvidenceBody
            {
                Basis = "dataMatch",
                Source = "社会保险参保库",
                MatchedAt = "2026-11-21T08:00:00+08:00",
            },
        };

    internal RevokeRegistration Read(Fields fields)
    {
        var number = fields.Value<RegistrationNumber, NumberError>(
            RegistrationNumber,
            "registrationNumber",
            Domain.Numbers.RegistrationNumber.TryParse
        );
        var reason = fields.Coded<RevocationReason>(Reason, "reason", CodeListIds.RevocationReason);
        var since = fields.Date(Since, "since");
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new RevokeRegistration(
            new RevocationDetails
            {
                Number = number!,
                Reason = reason!.Value,
                Since = since,
                Evidence = evidence!,
            }
        );
    }
}
