using System.ComponentModel.DataAnnotations;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Reports.Forms;
using Grid.Api.Requests;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Reports;

/// <summary>A report: the submitted one, or the draft of this moment.</summary>
/// <param name="Digest">SHA-256 of the canonical JSON of <c>report</c>, which <c>export?format=json</c> gives byte by
/// byte.</param>
/// <param name="Checking">A check is running; ask again.</param>
/// <param name="Check">The latest check.</param>
/// <param name="Report">Every figure; names no person.</param>
public sealed record ReportAnswer(
    string Region,
    string Name,
    [property: RegularExpression(QueryDescription.Month)] string Period,
    [NamesOf<ReportStatus>] string Status,
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
    [property: RegularExpression(QueryDescription.Month)] string Period,
    [NamesOf<ReportStatus>] string Status,
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

/// <summary>A check of a report.</summary>
/// <param name="Digest">Of the report that was checked.</param>
/// <param name="Current">The figures are still those that were checked.</param>
/// <param name="Passed">No check failed.</param>
/// <param name="Recount">The recount from the journal that it is based on.</param>
public sealed record CheckView(
    string Digest,
    bool Current,
    bool Passed,
    Guid? Recount,
    string By,
    DateTimeOffset At,
    IReadOnlyList<CheckLine> Checks
)
{
    internal static CheckView Of(StoredCheck check, string digest, Language language) =>
        new(
            check.Digest,
            check.Digest == digest,
            check.Passed,
            check.Recount?.Id,
            check.By,
            check.At,
            [.. check.Checks.Select(one => CheckLine.Of(one, language))]
        );
}

/// <summary>One check.</summary>
/// <param name="Result"><c>passed</c>, <c>noted</c> or <c>failed</c>.</param>
/// <param name="Details">Where it failed, or what is noted.</param>
public sealed record CheckLine(
    [NamesOf<ReportCheckKind>] string Check,
    string Text,
    [NamesOf<ReportCheckResult>] string Result,
    IReadOnlyList<string> Details
)
{
    internal static CheckLine Of(ReportCheck check, Language language) =>
        new(
            EnumName.Of(check.Kind),
            FormTexts.BuiltIn.Of("check." + EnumName.Of(check.Kind), language),
            EnumName.Of(check.Result),
            check.Details
        );
}

/// <summary>What is to be submitted.</summary>
public sealed record SubmissionBody : IRequest<SubmissionBody>
{
    /// <summary>Digest of the report as the caller saw it checked: 64 hexadecimal digits. Absent: of the latest check.</summary>
    [RegularExpression("^[0-9a-f]{64}$")]
    public string? Digest { get; init; }

    public static SubmissionBody Example { get; } = new() { Digest = "3f0a1c5b7d9e2f4a6b8c0d1e3f5a7b9c2d4e6f80123456789abcdef012345678" };
}

/// <summary>A report that was submitted: from now on it does not change, and its period is closed in all leaves below.</summary>
public sealed record SubmittedView(
    string Region,
    [property: RegularExpression(QueryDescription.Month)] string Period,
    [NamesOf<ReportStatus>] string Status,
    string Digest,
    string SubmittedBy,
    DateTimeOffset SubmittedAt,
    string Href
);
