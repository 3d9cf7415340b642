using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Duties;

/// <summary>What the insurance says of unemployment benefit (失业保险金); nothing of the registration hangs on it.</summary>
public sealed record BenefitBody : IRequest<BenefitBody>
{
    /// <summary>Code list benefit-state.</summary>
    public string? State { get; init; }

    /// <summary>First day of the state, inclusive.</summary>
    public string? From { get; init; }

    /// <summary>Last day for which benefit is granted, inclusive; of state 20 only, absent while it is open.</summary>
    public string? To { get; init; }

    /// <summary>A data match or a check by hand.</summary>
    public EvidenceBody? Evidence { get; init; }

    public static BenefitBody Example { get; } =
        new()
        {
            State = "20",
            From = "2026-11-01",
            To = "2027-04-30",
            Evidence = new EvidenceBody
            {
                Basis = "dataMatch",
                Source = "失业保险待遇库",
                MatchedAt = "2026-11-21T08:00:00+08:00",
            },
        };

    internal RecordBenefit Read(Fields fields)
    {
        var state = fields.Code(State, "state", CodeListIds.BenefitState, required: true);
        var from = fields.Date(From, "from", required: true);
        var to = fields.Date(To, "to");
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new RecordBenefit(state!, from!.Value, to, evidence!);
    }
}
