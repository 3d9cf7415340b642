namespace Grid.PlatformSimulator.Faults;

/// <summary>Decides when one fault rule applies. Not safe for several threads.</summary>
internal sealed class FaultCounter(FaultRule rule)
{
    private double sum;
    private int left = rule.Next;

    public FaultRule Rule => rule;

    /// <summary>Of <see cref="FaultRule.Next"/>, how many are left.</summary>
    public int Left => left;

    /// <summary>How often it has happened.</summary>
    public long Dealt { get; private set; }

    /// <summary>True as often as the rule says: at a rate of 0.25 with each fourth.</summary>
    public bool IsDue()
    {
        if (left > 0)
        {
            left--;
            Dealt++;
            return true;
        }

        sum += rule.Rate;
        if (sum < 1 - 1e-9)
            return false;
        sum -= 1;
        Dealt++;
        return true;
    }
}
