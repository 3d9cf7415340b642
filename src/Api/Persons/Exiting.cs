using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Api.Persons;

/// <summary>An exit (登记退出): why, since when and on what it rests (79/2020 (四)).</summary>
public sealed record ExitBody : IRequest<ExitBody>
{
    /// <summary>Code list exit-reason; those with the verdict forbidden get a problem that names the article.</summary>
    public string? Reason { get; init; }

    /// <summary>The day on which the fact happened.</summary>
    public string? On { get; init; }

    public EvidenceBody? Evidence { get; init; }

    /// <summary>With reason 31 only, and then required: what the person said. The exit waits for a second person.</summary>
    public StatementBody? Statement { get; init; }

    /// <summary>Needed with reason 90, which then waits for a second person; with another reason it is stored as unverified.</summary>
    public string? OtherReason { get; init; }

    /// <summary>The new employer, own business or post, with reasons 11 to 14; with another reason it is stored as unverified.</summary>
    public EmployerBody? Employer { get; init; }

    /// <summary>With reason 26 only: the family member whom the office can inform, where one is known.</summary>
    public FamilyContactBody? FamilyContact { get; init; }

    public static ExitBody Example { get; } =
        new()
        {
            Reason = "11",
            On = "2026-11-20",
            Evidence = new EvidenceBody
            {
                Basis = "2",
                Source = "社会保险参保库",
                MatchedAt = "2026-11-21T08:00:00+08:00",
            },
            Employer = new EmployerBody { Name = "示例公司", CreditCode = "91350100M000100Y43" },
        };

    internal RecordExit Read(Fields fields)
    {
        ForbiddenGrounds.ThrowIfExit(Reason);
        var reason = fields.Coded<ExitReason>(Reason, "reason", CodeListIds.ExitReason);
        var on = fields.Date(On, "on", required: true);
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        var statement = StatementBody.Read(Statement, "statement", fields);
        var other = Fields.Side(OtherReason);
        var employer = EmployerBody.Read(Employer);
        var family = FamilyContactBody.Read(FamilyContact);
        fields.ThrowIfWrong();
        return new RecordExit(
            new ExitDetails
            {
                Reason = reason!.Value,
                On = on!.Value,
                Evidence = evidence!,
                OtherReason = other,
                Statement = statement,
                Employer = employer,
                FamilyContact = family,
            }
        );
    }
}

/// <summary>Which exit was wrong, and how that is known.</summary>
public sealed record ExitRevocationBody : IRequest<ExitRevocationBody>
{
    public string? RegistrationNumber { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static ExitRevocationBody Example { get; } =
        new()
        {
            RegistrationNumber = Domain.Numbers.RegistrationNumber.Create("360102", new DateOnly(2026, 11, 1), 42).Value,
            Evidence = new EvidenceBody { Basis = "3", Note = "同名误登记为录用" },
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
