using Grid.Api.Problems;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting.Reports;

namespace Grid.Api.Reports;

/// <summary>What a refused check or submission is answered with.</summary>
internal static class ReportProblems
{
    public static void ThrowIfRefused(ReportReply reply)
    {
        if (reply.Refusal is { } refusal)
            throw Of(refusal, reply.Failed).AsException();
    }

    public static Problem Of(ReportRefusal refusal, IReadOnlyList<ReportCheck> failed) =>
        refusal switch
        {
            ReportRefusal.NotOver => new Problem(ProblemCatalogue.PeriodNotOver)
            {
                Errors = [new FieldError("path.period", FieldCodes.OutOfRange)],
            },
            ReportRefusal.Submitted => new Problem(ProblemCatalogue.ReportSubmitted)
            {
                Errors = [new FieldError("path.period", FieldCodes.Invalid)],
            },
            ReportRefusal.NotChecked => new Problem(ProblemCatalogue.ReportNotChecked) { Errors = Fields(failed) },
            ReportRefusal.Changed => new Problem(ProblemCatalogue.ReportChanged)
            {
                Errors = [new FieldError("digest", FieldCodes.Contradicts)],
            },
            ReportRefusal.ChecksFailed => new Problem(ProblemCatalogue.ReportFails) { Errors = Fields(failed) },
            _ => new Problem(ProblemCatalogue.ReportWaits),
        };

    /// <summary>Each check that fails, with its first place.</summary>
    private static IReadOnlyList<FieldError> Fields(IReadOnlyList<ReportCheck> failed) =>
        [
            .. failed.Select(check => new FieldError("checks." + EnumName.Of(check.Kind), FieldCodes.CheckFailed)
            {
                More = check.Details.Count > 0 ? check.Details[0] : null,
            }),
        ];
}
