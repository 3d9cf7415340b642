using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;

namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>What is stored of one report, without its figures.</summary>
/// <param name="WarnedAt">When it was first noticed, before the deadline, that it is not submitted.</param>
/// <param name="OverdueSince">When it was noticed that the deadline had passed.</param>
public sealed record ReportRow(
    string Region,
    CountingPeriod Period,
    StoredCheck? Check,
    StoredSubmission? Submission,
    DateTimeOffset? WarnedAt,
    DateTimeOffset? OverdueSince
)
{
    /// <summary>As stored: whether the figures are still those that were checked is known only from the report itself.</summary>
    public ReportStatus Status =>
        Submission is not null ? ReportStatus.Submitted
        : Check is { Passed: true } ? ReportStatus.Checked
        : ReportStatus.Draft;
}
