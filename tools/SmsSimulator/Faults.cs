namespace Grid.SmsSimulator;

/// <summary>What goes wrong. The rates go from 0 to 1; faults come evenly, not by chance, so that a run can be repeated.</summary>
/// <param name="ErrorRate">Share of posts answered 503.</param>
/// <param name="SilenceRate">Share that is never answered.</param>
/// <param name="RefusalRate">Share refused for good, 422.</param>
/// <param name="LostAnswerRate">Share that is taken, but answered 504.</param>
/// <param name="DelayMilliseconds">Before each answer.</param>
public sealed record Faults(double ErrorRate = 0, double SilenceRate = 0, double RefusalRate = 0, double LostAnswerRate = 0, int DelayMilliseconds = 0)
{
    public bool IsPossible =>
        IsRate(ErrorRate) && IsRate(SilenceRate) && IsRate(RefusalRate) && IsRate(LostAnswerRate) && ErrorRate + SilenceRate + RefusalRate <= 1
        && DelayMilliseconds is >= 0 and <= 600_000;

    internal TimeSpan Delay => TimeSpan.FromMilliseconds(DelayMilliseconds);

    private static bool IsRate(double rate) => rate is >= 0 and <= 1;
}
