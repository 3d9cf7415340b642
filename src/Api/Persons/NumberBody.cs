using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Api.Persons;

/// <summary>
/// The right identity number of a case whose number the office mistyped, and how it is known. It waits for a second person.
/// </summary>
public sealed record NumberBody : IRequest<NumberBody>
{
    /// <summary>The current application of the record with the mistyped number.</summary>
    public string? ApplicationNumber { get; init; }

    /// <summary>The right number.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>Where the right number does not tell it.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Code list sex; where the right number does not tell it.</summary>
    public string? Sex { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static NumberBody Example { get; } =
        new()
        {
            ApplicationNumber = Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 11, 20), 42).Value,
            IdentityNumber = "11010519491231002X",
            Evidence = new EvidenceBody { Basis = "manualCheck", Note = "当面核对身份证件,录入时末位有误" },
        };

    internal CorrectNumber Read(Fields fields, Func<IdentityNumber, PersonId> identify)
    {
        var application = fields.Value<ApplicationNumber, NumberError>(
            ApplicationNumber,
            "applicationNumber",
            Domain.Numbers.ApplicationNumber.TryParse
        );
        var number = fields.Value<IdentityNumber, IdentityNumberError>(
            IdentityNumber,
            "identityNumber",
            Domain.Identity.IdentityNumber.TryParse
        );
        var birthDate = fields.Date(BirthDate, "birthDate");
        var sex = fields.Coded<Sex>(Sex, "sex", CodeListIds.Sex, required: false);
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new CorrectNumber(application!, number!, identify(number!), evidence!) { BirthDate = birthDate, Sex = sex };
    }
}
