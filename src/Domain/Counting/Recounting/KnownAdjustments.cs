using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Domain.Counting.Recounting;

/// <summary>
/// The adjustments that were made. When a period was closed is nothing that the journal knows, so a recount believes them in which period a figure stands;
/// that the figure is one, and of what, must follow from the journal.
/// </summary>
internal sealed class KnownAdjustments
{
    private readonly Dictionary<(PersonId Person, long Sequence), List<Adjustment>> _known = [];

    public KnownAdjustments(IEnumerable<Adjustment> adjustments)
    {
        foreach (var adjustment in adjustments)
        {
            var key = (adjustment.Person, adjustment.Sequence);
            if (!_known.TryGetValue(key, out var list))
                _known.Add(key, list = new List<Adjustment>(2));
            list.Add(adjustment);
        }
    }

    /// <summary>The period of the adjustment that an event made of this movement, once; null when it made none.</summary>
    /// <param name="line">The event.</param>
    /// <param name="facts">Where it is counted.</param>
    /// <param name="instead">The measure that it would be or takes back.</param>
    /// <param name="effect">On the stock.</param>
    /// <param name="on">The day of the movement.</param>
    /// <param name="cause">Why it could be one.</param>
    public CountingPeriod? Take(RecountLine line, Standing facts, Measure instead, int effect, DateOnly on, AdjustmentCause cause)
    {
        if (_known.Count == 0 || !_known.TryGetValue((line.Person, line.Sequence), out var list))
            return null;
        var natural = CountingPeriod.Of(on);
        for (var i = 0; i < list.Count; i++)
        {
            var a = list[i];
            if (a.Number == facts.Number && a.Instead == instead && a.Sign == effect && a.On == on && a.Natural == natural && a.Cause == cause && a.Period >= natural && IsAt(a, facts))
            {
                list.RemoveAt(i);
                return a.Period;
            }
        }

        return null;
    }

    private static bool IsAt(Adjustment a, Standing facts) =>
        a.Block == facts.Block && string.Equals(a.Office, facts.Office, StringComparison.Ordinal) && string.Equals(a.Region, facts.Region, StringComparison.Ordinal);
}
