using Grid.Grains.Interfaces.Receipts;
using Orleans.Concurrency;

namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>
/// One report of one region (月报): draft → checked → submitted. Key: region and period, <c>360102/2026-11</c>. It keeps nothing in memory:
/// the draft is computed from one snapshot of the store, and what was checked and submitted stands there. The grain puts checks and
/// submissions of one report in a row.
/// </summary>
[Alias("Grid.IReportGrain")]
public interface IReportGrain : IGrainWithStringKey
{
    /// <summary>The submitted report, or the draft of this moment.</summary>
    /// <exception cref="UnknownRegionException">The region has no report.</exception>
    [AlwaysInterleave]
    [Alias("Read")]
    Task<ReportView> Read();

    /// <summary>
    /// Folds what waits, recounts from the journal unless that was done of these very figures, makes every check and stores the results.
    /// Answers when that is done, or after a few seconds while it goes on: a province's journal takes longer. Of two callers the second
    /// waits for the first one's.
    /// </summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:15")]
    [Alias("Check")]
    Task<ReportReply> Check(string by);

    /// <summary>
    /// Folds what waits, then in one transaction: locks the leaves, makes the report again, checks it, refuses unless it is what was
    /// checked, stores it, closes the period in all leaves below, with the receipt. On return it is committed.
    /// </summary>
    [ResponseTimeout("00:01:00")]
    [Alias("Submit")]
    Task<ReportReply> Submit(ReportSubmission submission, CommandReceipt? receipt);
}
