using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Reports;

/// <summary>How far a region's report is.</summary>
/// <param name="Status"><c>draft</c>, <c>checked</c> (as last checked; whether the figures moved since, the report itself tells) or
/// <c>submitted</c>.</param>
/// <param name="Deadline">The last day, inclusive.</param>
/// <param name="DeadlineProvisional">The day rests on a calendar that is not official yet.</param>
/// <param name="Overdue">Not submitted, and that day is past.</param>
/// <param name="WarnedAt">When the register first noticed, from the 1st of the following month on, that it is not submitted.</param>
/// <param name="OverdueSince">When the register noticed that the deadline had passed.</param>
public sealed record ReportLine(
    string Region,
    string Name,
    string Period,
    string Status,
    DateOnly Deadline,
    bool DeadlineProvisional,
    bool Overdue,
    DateTimeOffset? CheckedAt,
    DateTimeOffset? SubmittedAt,
    string? SubmittedBy,
    string? Digest,
    DateTimeOffset? WarnedAt,
    DateTimeOffset? OverdueSince,
    string Href
)
{
    internal static ReportLine Of(Region region, CountingPeriod period, ReportRow? row, IReferenceData reference, DateTimeOffset now)
    {
        var due = ReportDue.Of(period, region.Code, reference.Calendars);
        var status = row?.Status ?? ReportStatus.Draft;
        return new ReportLine(
            region.Code.Value,
            region.Name,
            period.ToString(),
            EnumName.Of(status),
            due.Date,
            due.Provisional,
            status != ReportStatus.Submitted && due.IsPassedAt(now),
            row?.Check?.At,
            row?.Submission?.At,
            row?.Submission?.By,
            row?.Submission?.Digest ?? row?.Check?.Digest,
            row?.WarnedAt,
            row?.OverdueSince,
            $"/v1/reports/{period}/{region.Code}"
        );
    }
}
