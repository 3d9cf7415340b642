using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Api.Persons;

/// <summary>Which exit was wrong, and how that is known.</summary>
public sealed record ExitRevocationBody : IRequest<ExitRevocationBody>
{
    public string? RegistrationNumber { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static ExitRevocationBody Example { get; } =
        new()
        {
            RegistrationNumber = Domain.Numbers.RegistrationNumber.Create("360102", new DateOnly(2026, 11, 1), 42).Value,
            Evidence = new EvidenceBody { Basis = "manualCheck", Note = "同名误登记为录用" },
        };

    internal RevokeExit Read(Fields fields)
    {
        var number = fields.Value<RegistrationNumber, NumberError>(
            RegistrationNumber,
            "registrationNumber",
            Domain.Numbers.RegistrationNumber.TryParse
        );
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new RevokeExit(number!, evidence!);
    }
}
