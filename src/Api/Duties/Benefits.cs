using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Persons;
using Grid.Domain.Retirement;

namespace Grid.Api.Duties;

/// <summary>What the insurance reports about unemployment benefit (失业保险金); the registration does not depend on it.</summary>
public sealed record BenefitBody : IRequest<BenefitBody>
{
    /// <summary>Code list benefit-state.</summary>
    public string? Status { get; init; }

    /// <summary>First day of the state, inclusive.</summary>
    public string? From { get; init; }

    /// <summary>Last day for which benefit is granted, inclusive; of state 20 only, absent while it is open.</summary>
    public string? To { get; init; }

    /// <summary>A data match or a check by hand.</summary>
    public EvidenceBody? Evidence { get; init; }

    public static BenefitBody Example { get; } =
        new()
        {
            Status = "20",
            From = "2026-11-01",
            To = "2027-04-30",
            Evidence = new EvidenceBody
            {
                Basis = "2",
                Source = "失业保险待遇库",
                MatchedAt = "2026-11-21T08:00:00+08:00",
            },
        };

    internal RecordBenefit Read(Fields fields)
    {
        var state = fields.Code(Status, "status", CodeListIds.BenefitState, required: true);
        var from = fields.Date(From, "from", required: true);
        var to = fields.Date(To, "to");
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new RecordBenefit(state!, from!.Value, to, evidence!);
    }
}

/// <summary>
/// From when to when the person draws unemployment benefit (失业保险金), both inclusive; without an end while it is open. Why it ended is not
/// shown.
/// </summary>
public sealed record BenefitView(DateOnly From, DateOnly? To)
{
    internal static BenefitView? Of(ValidTime? drawn) => drawn is null ? null : new BenefitView(drawn.From, drawn.To);
}

/// <summary>The pension data were matched, or checked by hand. Age proves nothing; an exit is a step of its own.</summary>
public sealed record PensionCheckBody : IRequest<PensionCheckBody>
{
    /// <summary>Whether the person draws a basic pension.</summary>
    public bool? Draws { get; init; }

    public EvidenceBody? Evidence { get; init; }

    /// <summary>Which retirement age applies, where the data tell it; absent leaves what is known.</summary>
    public string? RetirementCategory { get; init; }

    public static PensionCheckBody Example { get; } =
        new()
        {
            Draws = false,
            Evidence = new EvidenceBody
            {
                Basis = "2",
                Source = "养老保险待遇库",
                MatchedAt = "2026-11-21T08:00:00+08:00",
            },
        };

    internal RecordPensionCheck Read(Fields fields)
    {
        if (Draws is null)
            fields.Wrong("draws", FieldCodes.Required);

        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        var category = fields.Name<RetirementCategory>(RetirementCategory, "retirementCategory", required: false);
        fields.ThrowIfWrong();
        return new RecordPensionCheck(Draws!.Value, evidence!) { RetirementCategory = category };
    }
}
