using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Receipts;
using Orleans.Concurrency;

namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>
/// One report of one region (月报): draft → checked → submitted. Key: region and period, <c>360102/2026-11</c>. It keeps nothing in memory:
/// the draft is computed from one snapshot of the store, and checks and submissions are kept there. The grain runs the checks and
/// submissions of one report one after another.
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
    /// Folds what waits, recounts from the journal unless that was done for the same figures, makes every check and stores the results.
    /// Answers when that is done, or after a few seconds while it continues: a province's journal takes longer. The second of two callers
    /// waits for the first one's check.
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

/// <summary>The order to submit what was checked.</summary>
/// <param name="Digest">Of the report that the caller saw checked.</param>
[GenerateSerializer, Immutable, Alias("Grid.ReportSubmission")]
public sealed record ReportSubmission([property: Id(0)] string Digest, [property: Id(1)] string By, [property: Id(2)] DateTimeOffset At)
{
    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>The result of a check or a submission.</summary>
/// <param name="Refusal">Null: it was done, or a check was started.</param>
/// <param name="Failed">The failing checks, where they are the reason.</param>
[GenerateSerializer, Immutable, Alias("Grid.ReportReply")]
public sealed record ReportReply([property: Id(0)] ReportRefusal? Refusal, [property: Id(1)] IReadOnlyList<ReportCheck> Failed)
{
    public static ReportReply Done { get; } = new(null, []);

    public static ReportReply Of(ReportRefusal refusal) => new(refusal, []);

    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>Why a report was not checked or not submitted. Nothing was changed.</summary>
public enum ReportRefusal
{
    /// <summary>The last day of the period is not past.</summary>
    NotOver = 1,

    /// <summary>It was submitted already, and stays as it is.</summary>
    Submitted,

    /// <summary>It was never checked, or its latest check failed.</summary>
    NotChecked,

    /// <summary>The figures are not those that were checked.</summary>
    Changed,

    /// <summary>A check fails now; the reply names it.</summary>
    ChecksFailed,

    /// <summary>Entries of the period came while it was being closed. Try again.</summary>
    Waiting,
}

/// <summary>A report: the submitted one, or the draft of this moment.</summary>
/// <param name="Report">With all its figures.</param>
/// <param name="Digest">Of this report.</param>
/// <param name="Check">The latest check; of a draft whose figures moved since it has another digest.</param>
/// <param name="Checking">A check is running.</param>
[GenerateSerializer, Immutable, Alias("Grid.ReportView")]
public sealed record ReportView(
    [property: Id(0)] ReportStatus Status,
    [property: Id(1)] MonthlyReport Report,
    [property: Id(2)] string Digest,
    [property: Id(3)] StoredCheck? Check,
    [property: Id(4)] StoredSubmission? Submission,
    [property: Id(5)] bool Checking
)
{
    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>The latest check of a report.</summary>
/// <param name="Digest">Of the document that was checked.</param>
/// <param name="Recount">The recount that it is based on.</param>
[GenerateSerializer, Immutable, Alias("Grid.StoredCheck")]
public sealed record StoredCheck(
    [property: Id(0)] string Digest,
    [property: Id(1)] IReadOnlyList<ReportCheck> Checks,
    [property: Id(2)] RecountEvidence? Recount,
    [property: Id(3)] string By,
    [property: Id(4)] DateTimeOffset At
)
{
    public bool Passed => ReportChecks.Allow(Checks);

    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>Who submitted a report, and what.</summary>
/// <param name="Digest">SHA-256 of the document.</param>
[GenerateSerializer, Immutable, Alias("Grid.StoredSubmission")]
public sealed record StoredSubmission([property: Id(0)] string Digest, [property: Id(1)] string By, [property: Id(2)] DateTimeOffset At)
{
    public override string ToString() => DiscreetText.Of(this);
}
