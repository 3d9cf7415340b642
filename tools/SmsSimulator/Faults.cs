namespace Grid.SmsSimulator;

/// <summary>What goes wrong. The rates go from 0 to 1; faults come evenly, not by chance, so that a run can be repeated.</summary>
/// <param name="ErrorRate">Share of posts answered 503.</param>
/// <param name="SilenceRate">Share that is never answered.</param>
/// <param name="RefusalRate">Share refused for good, 422.</param>
/// <param name="LostAnswerRate">Share that is accepted, but answered 504.</param>
/// <param name="DelayMilliseconds">Before each answer.</param>
/// <param name="UndeliveredRate">Share of accepted messages that are reported as not delivered.</param>
/// <param name="UnreportedRate">Share on which nothing is ever reported.</param>
/// <param name="DoubledReportRate">Share that is reported twice.</param>
/// <param name="LostReportRate">Share of reports that get lost on their way; each is sent again.</param>
/// <param name="ReportDelayMilliseconds">Between taking a message and reporting on it.</param>
public sealed record Faults(
    double ErrorRate = 0,
    double SilenceRate = 0,
    double RefusalRate = 0,
    double LostAnswerRate = 0,
    int DelayMilliseconds = 0,
    double UndeliveredRate = 0,
    double UnreportedRate = 0,
    double DoubledReportRate = 0,
    double LostReportRate = 0,
    int ReportDelayMilliseconds = 200
)
{
    private const int LongestDelay = 600_000;

    public bool IsPossible =>
        IsRate(ErrorRate)
        && IsRate(SilenceRate)
        && IsRate(RefusalRate)
        && IsRate(LostAnswerRate)
        && ErrorRate + SilenceRate + RefusalRate <= 1
        && IsRate(UndeliveredRate)
        && IsRate(UnreportedRate)
        && IsRate(DoubledReportRate)
        && IsRate(LostReportRate)
        && DelayMilliseconds is >= 0 and <= LongestDelay
        && ReportDelayMilliseconds is >= 0 and <= LongestDelay;

    internal TimeSpan Delay => TimeSpan.FromMilliseconds(DelayMilliseconds);

    private static bool IsRate(double rate) => rate is >= 0 and <= 1;
}

/// <summary>What happens to a post before the message is accepted.</summary>
internal enum Fault
{
    None,
    Error,
    Silence,
    Refusal,
}

/// <summary>What the gateway will say about one message that it took.</summary>
/// <param name="Delivered">Whether it arrived.</param>
/// <param name="Times">How often it is reported: 0 where the report is lost, 2 where it comes twice.</param>
internal sealed record ReportPlan(bool Delivered, int Times);
