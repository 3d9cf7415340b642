using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>Reports: what they are made of, their checks, and the submitted ones, which cannot be changed.</summary>
public interface IReportStore
{
    /// <summary>Everything a report is made of, in one snapshot; without the evidence of a recount.</summary>
    Task<ReportInputs> InputsAsync(ReportScope scope, CountingPeriod period, CancellationToken cancellationToken);

    /// <summary>The same figures, from one snapshot too; what nothing moved since the last draft here is not added up again.</summary>
    Task<ReportInputs> DraftAsync(ReportScope scope, CountingPeriod period, CancellationToken cancellationToken);

    /// <summary>The submitted report; null when there is none.</summary>
    Task<MonthlyReport?> SubmittedAsync(string region, CountingPeriod period, CancellationToken cancellationToken);

    /// <summary>What is stored of the reports of these regions; one that was never checked nor noticed has no row.</summary>
    Task<IReadOnlyList<ReportRow>> RowsAsync(IReadOnlyList<string> regions, CountingPeriod period, CancellationToken cancellationToken);

    /// <summary>Adds a check; the latest one counts.</summary>
    Task StoreCheckAsync(string region, CountingPeriod period, StoredCheck check, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction: locks the leaves, makes the report again and checks it, stores it, closes the period and every earlier open one
    /// in all leaves, and the receipt.
    /// </summary>
    /// <exception cref="ReportRefusedException">It may not be submitted; nothing was committed.</exception>
    Task SubmitAsync(
        ReportScope scope,
        CountingPeriod period,
        ReportSubmission submission,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>The first period in which anything was counted; null while nothing was.</summary>
    Task<CountingPeriod?> FirstPeriodAsync(CancellationToken cancellationToken);

    /// <summary>Notes which reports are not submitted; answers with those of them that were not noted so before.</summary>
    /// <param name="overdue">Whether the deadline has passed.</param>
    Task<IReadOnlyList<string>> NoteMissingAsync(
        CountingPeriod period,
        IReadOnlyList<string> regions,
        bool overdue,
        DateTimeOffset at,
        CancellationToken cancellationToken
    );
}

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
) : Discreet
{
    /// <summary>As stored: whether the figures are still those that were checked is known only from the report itself.</summary>
    public ReportStatus Status =>
        Submission is not null ? ReportStatus.Submitted
        : Check is { Passed: true } ? ReportStatus.Checked
        : ReportStatus.Draft;
}

/// <summary>The store found, under the locks of the leaves, that a report may not be submitted. Nothing was committed.</summary>
public sealed class ReportRefusedException(ReportRefusal refusal, IReadOnlyList<ReportCheck> checks)
    : Exception("The report is refused: " + refusal)
{
    public ReportRefusal Refusal { get; } = refusal;

    /// <summary>All checks, where they are the reason.</summary>
    public IReadOnlyList<ReportCheck> Checks { get; } = checks;
}
