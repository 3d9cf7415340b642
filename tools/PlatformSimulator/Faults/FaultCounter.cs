namespace Grid.PlatformSimulator.Faults;

/// <summary>Decides when one fault rule applies. Not safe for several threads.</summary>
internal sealed class FaultCounter(FaultRule rule)
{
    private double _sum;
    private int _left = rule.Next;

    public FaultRule Rule => rule;

    /// <summary>Of <see cref="FaultRule.Next"/>, how many are left.</summary>
    public int Left => _left;

    /// <summary>How often it has happened.</summary>
    public long Dealt { get; private set; }

    /// <summary>True as often as the rule says: at a rate of 0.25 with each fourth.</summary>
    public bool IsDue()
    {
        if (_left > 0)
        {
            _left--;
            Dealt++;
            return true;
        }

        _sum += rule.Rate;
        if (_sum < 1 - 1e-9)
            return false;
        _sum -= 1;
        Dealt++;
        return true;
    }
}
