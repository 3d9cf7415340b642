namespace Grid.Domain.Counting.Reports;

/// <summary>One check of a report.</summary>
/// <param name="Details">Where it failed, or what is noted: figures by their names, in English; nothing personal. At most twenty.</param>
public sealed record ReportCheck(ReportCheckKind Kind, ReportCheckResult Result, IReadOnlyList<string> Details)
{
    private const int MostDetails = 20;

    /// <summary>Failed when there is anything to tell, else passed.</summary>
    public static ReportCheck Of(ReportCheckKind kind, IEnumerable<string> faults)
    {
        string[] found = [.. faults.Take(MostDetails)];
        return new ReportCheck(kind, found.Length == 0 ? ReportCheckResult.Passed : ReportCheckResult.Failed, found);
    }

    public static ReportCheck Noted(ReportCheckKind kind, string what) => new(kind, ReportCheckResult.Noted, [what]);
}
