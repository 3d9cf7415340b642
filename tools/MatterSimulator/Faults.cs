namespace Grid.MatterSimulator;

/// <summary>What goes wrong. The rates go from 0 to 1; faults come evenly, not by chance, so that a run can be repeated.</summary>
/// <param name="ErrorRate">Share of messages answered 500.</param>
/// <param name="SilenceRate">Share that is never answered.</param>
/// <param name="RefusalRate">Share refused for good, 422.</param>
/// <param name="WrongSignatureRate">Share answered 401, as if the signature did not fit.</param>
/// <param name="LostAnswerRate">Share that is taken, but answered 504.</param>
/// <param name="DelayMilliseconds">Before each answer.</param>
/// <param name="ForgottenRate">Share of claims, and of items for licences, that are confirmed and then lost.</param>
/// <param name="RejectionRate">Share of items for licences that the platform rejects, in a signed answer.</param>
/// <param name="WrongAnswerSignatureRate">Share of the licence platform's answers that are signed with another key.</param>
/// <param name="NotGrantedRate">Share of claims that are not granted.</param>
/// <param name="DoubledRate">Share of answers that are sent twice.</param>
/// <param name="OutOfOrderRate">Share of claims whose last answer is sent before the first.</param>
/// <param name="UnreportedRate">Share of answers that are not sent to the register.</param>
/// <param name="AnswerDelayMilliseconds">Between taking a claim and answering it.</param>
public sealed record Faults(
    double ErrorRate = 0,
    double SilenceRate = 0,
    double RefusalRate = 0,
    double WrongSignatureRate = 0,
    double LostAnswerRate = 0,
    int DelayMilliseconds = 0,
    double ForgottenRate = 0,
    double RejectionRate = 0,
    double WrongAnswerSignatureRate = 0,
    double NotGrantedRate = 0,
    double DoubledRate = 0,
    double OutOfOrderRate = 0,
    double UnreportedRate = 0,
    int AnswerDelayMilliseconds = 1000
)
{
    private const int LongestDelay = 600_000;

    public bool IsPossible =>
        IsRate(ErrorRate)
        && IsRate(SilenceRate)
        && IsRate(RefusalRate)
        && IsRate(WrongSignatureRate)
        && ErrorRate + SilenceRate + RefusalRate + WrongSignatureRate <= 1
        && IsRate(LostAnswerRate)
        && IsRate(ForgottenRate)
        && IsRate(RejectionRate)
        && IsRate(WrongAnswerSignatureRate)
        && IsRate(NotGrantedRate)
        && IsRate(DoubledRate)
        && IsRate(OutOfOrderRate)
        && IsRate(UnreportedRate)
        && DelayMilliseconds is >= 0 and <= LongestDelay
        && AnswerDelayMilliseconds is >= 0 and <= LongestDelay;

    private static bool IsRate(double rate) => rate is >= 0 and <= 1;
}

/// <summary>Decides which message or claim meets which fault, at the rates that were set.</summary>
public sealed class FaultSchedule
{
    private readonly Lock dealing = new();
    private readonly Dictionary<string, double> sums = new(StringComparer.Ordinal);
    private Faults now = new();

    public Faults Now
    {
        get
        {
            lock (dealing)
                return now;
        }
    }

    public Faults Set(Faults faults)
    {
        lock (dealing)
        {
            sums.Clear();
            return now = faults;
        }
    }

    /// <summary>True as often as the rate says: at 0.25 on each fourth call.</summary>
    internal bool IsDue(string name, Func<Faults, double> rate)
    {
        lock (dealing)
        {
            var sum = sums.GetValueOrDefault(name) + rate(now);
            var due = sum >= 1 - 1e-9;
            sums[name] = due ? sum - 1 : sum;
            return due;
        }
    }
}
