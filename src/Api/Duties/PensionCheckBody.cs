using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Persons;
using Grid.Domain.Retirement;

namespace Grid.Api.Duties;

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
                Basis = "dataMatch",
                Source = "养老保险待遇库",
                MatchedAt = "2026-11-21T08:00:00+08:00",
            },
        };

    internal RecordPensionCheck Read(Fields fields)
    {
        if (Draws is null)
        {
            fields.Wrong("draws", FieldCodes.Required);
        }

        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        var category = fields.Name<RetirementCategory>(RetirementCategory, "retirementCategory", required: false);
        fields.ThrowIfWrong();
        return new RecordPensionCheck(Draws!.Value, evidence!) { RetirementCategory = category };
    }
}
