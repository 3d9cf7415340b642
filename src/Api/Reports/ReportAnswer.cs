using Grid.Api.Problems;
using Grid.Domain.Calendar;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Reports;

/// <summary>A report: the submitted one, or the draft of this moment.</summary>
/// <param name="Digest">SHA-256 of the canonical JSON of <paramref name="Report"/>, which <c>export?format=json</c> gives byte by
/// byte.</param>
/// <param name="Checking">A check is at work; ask again.</param>
/// <param name="Check">The latest check.</param>
/// <param name="Report">Every figure; names no person.</param>
public sealed record ReportAnswer(
    string Region,
    string Name,
    string Period,
    string Status,
    DateOnly Deadline,
    bool DeadlineProvisional,
    bool Overdue,
    string Digest,
    bool Checking,
    CheckView? Check,
    DateTimeOffset? SubmittedAt,
    string? SubmittedBy,
    MonthlyReport Report
)
{
    internal static ReportAnswer Of(ReportPath path, ReportView view, IReferenceData reference, DateTimeOffset now, Language language)
    {
        var due = ReportDue.Of(path.Period, path.Region.Code, reference.Calendars);
        return new ReportAnswer(
            path.Region.Code.Value,
            path.Region.Name,
            path.Period.ToString(),
            EnumName.Of(view.Status),
            due.Date,
            due.Provisional,
            view.Status != ReportStatus.Submitted && due.IsPassedAt(now),
            view.Digest,
            view.Checking,
            view.Check is { } check ? CheckView.Of(check, view.Digest, language) : null,
            view.Submission?.At,
            view.Submission?.By,
            view.Report
        );
    }
}
