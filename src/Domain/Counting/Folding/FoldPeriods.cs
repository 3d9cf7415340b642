namespace Grid.Domain.Counting.Folding;

/// <summary>Which periods of a leaf are open: all after the last that was closed; every one when none was.</summary>
internal readonly struct FoldPeriods(CountingPeriod? closedThrough)
{
    public bool IsOpen(CountingPeriod period) => closedThrough is not { } last || period > last;

    /// <summary>The period itself while it is open, else the earliest one that is.</summary>
    public CountingPeriod OpenFrom(CountingPeriod period) => closedThrough is { } last && period <= last ? last.Next : period;
}
