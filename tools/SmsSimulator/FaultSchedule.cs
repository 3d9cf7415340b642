namespace Grid.SmsSimulator;

/// <summary>Decides which request meets which fault, at the rates that were set.</summary>
public sealed class FaultSchedule
{
    private readonly Lock dealing = new();
    private Faults now = new();
    private double error;
    private double silence;
    private double refusal;
    private double lost;
    private double undelivered;
    private double unreported;
    private double doubled;
    private double lostReport;

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
            (error, silence, refusal, lost) = (0, 0, 0, 0);
            (undelivered, unreported, doubled, lostReport) = (0, 0, 0, 0);
            return now = faults;
        }
    }

    internal Fault Next()
    {
        lock (dealing)
        {
            return IsDue(ref error, now.ErrorRate) ? Fault.Error
                : IsDue(ref silence, now.SilenceRate) ? Fault.Silence
                : IsDue(ref refusal, now.RefusalRate) ? Fault.Refusal
                : Fault.None;
        }
    }

    internal bool LosesAnswer()
    {
        lock (dealing)
            return IsDue(ref lost, now.LostAnswerRate);
    }

    internal ReportPlan NextReport()
    {
        lock (dealing)
        {
            var delivered = !IsDue(ref undelivered, now.UndeliveredRate);
            return new ReportPlan(
                delivered,
                IsDue(ref unreported, now.UnreportedRate) ? 0
                    : IsDue(ref doubled, now.DoubledReportRate) ? 2
                    : 1
            );
        }
    }

    internal bool LosesReport()
    {
        lock (dealing)
            return IsDue(ref lostReport, now.LostReportRate);
    }

    /// <summary>True as often as the rate says: at 0.25 on each fourth call.</summary>
    private static bool IsDue(ref double sum, double rate)
    {
        sum += rate;
        if (sum < 1 - 1e-9)
            return false;
        sum -= 1;
        return true;
    }
}
