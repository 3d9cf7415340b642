using Grid.Domain.Counting;

namespace Grid.Storage.Counting;

/// <summary>The locked counts of leaves whose period is to be closed.</summary>
/// <param name="Period">The period.</param>
/// <param name="Leaves">By code.</param>
internal sealed record ClosingCounts(CountingPeriod Period, IReadOnlyList<ClosingLeaf> Leaves)
{
    /// <summary>
    /// The leaves for which entries of the period, or of an earlier one, still wait: nothing may be closed; fold them and try again.
    /// </summary>
    public IReadOnlyList<string> Waiting => [.. Leaves.Where(leaf => leaf.Waiting > 0).Select(leaf => leaf.Region)];

    /// <summary>
    /// The leaves in which the period is closed already. Their figures are those that were closed; <see cref="PeriodClosing.CloseAsync"/>
    /// leaves them alone.
    /// </summary>
    public IReadOnlyList<string> Closed => [.. Leaves.Where(leaf => Period <= leaf.ClosedThrough).Select(leaf => leaf.Region)];
}
