using Grid.Domain.Counting.Reports;

namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>A report as it stands: the submitted one, or the draft of this moment.</summary>
/// <param name="Report">With all its figures.</param>
/// <param name="Digest">Of this very report.</param>
/// <param name="Check">The latest check; of a draft whose figures moved since it has another digest.</param>
/// <param name="Checking">A check is at work.</param>
[GenerateSerializer, Immutable, Alias("Grid.ReportView")]
public sealed record ReportView(
    [property: Id(0)] ReportStatus Status,
    [property: Id(1)] MonthlyReport Report,
    [property: Id(2)] string Digest,
    [property: Id(3)] StoredCheck? Check,
    [property: Id(4)] StoredSubmission? Submission,
    [property: Id(5)] bool Checking
);
