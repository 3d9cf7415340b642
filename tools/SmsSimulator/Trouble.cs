namespace Grid.SmsSimulator;

/// <summary>Deals the faults out.</summary>
public sealed class Trouble
{
    private readonly Lock dealing = new();
    private Faults now = new();
    private double error;
    private double silence;
    private double refusal;
    private double lost;

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

    /// <summary>True as often as the rate says: at 0.25 with each fourth.</summary>
    private static bool IsDue(ref double sum, double rate)
    {
        sum += rate;
        if (sum < 1 - 1e-9)
            return false;
        sum -= 1;
        return true;
    }
}
