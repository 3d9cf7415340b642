using System.Globalization;
using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Domain.Counting.Recounting;

/// <summary>
/// Compares what was recounted with what was counted, cell by cell. Reason 70, which the journal does not show, is taken for 90 on both
/// sides.
/// </summary>
public static class RecountComparison
{
    private static readonly string Hidden = ((int)UnemploymentReason.ReleasedFromPrison).ToString(CultureInfo.InvariantCulture);
    private static readonly string Shown = ((int)UnemploymentReason.Other).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Every cell of a flow that is not the same, ordered by place and period; a place or period that one side does not have counts as 0.
    /// </summary>
    public static IEnumerable<RecountDifference> Differences(
        IEnumerable<RegionOfficeFigures> recounted,
        IEnumerable<RegionOfficeFigures> counted
    )
    {
        var left = Flows(recounted);
        var right = Flows(counted);
        var none = new Figures();
        foreach (
            var key in left
                .Keys.Union(right.Keys)
                .OrderBy(k => k.Region, StringComparer.Ordinal)
                .ThenBy(k => k.Office, StringComparer.Ordinal)
                .ThenBy(k => k.Period)
        )
        {
            var ours = left.GetValueOrDefault(key, none);
            var theirs = right.GetValueOrDefault(key, none);
            foreach (var cell in ours.Cells.Keys.Union(theirs.Cells.Keys).Where(c => ours[c] != theirs[c]))
                yield return new RecountDifference(key.Region, key.Office, key.Period, cell, ours[cell], theirs[cell]);
        }
    }

    /// <summary>The figures as they may be shown: those of reason 70 among those of 90.</summary>
    public static Figures AsShown(Figures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return new Figures(figures.Cells.Select(c => KeyValuePair.Create(AsShown(c.Key), c.Value)));
    }

    private static FigureCell AsShown(FigureCell cell) =>
        cell.Dimension == Dimension.Reason && string.Equals(cell.Value, Hidden, StringComparison.Ordinal)
            ? cell with
            {
                Value = Shown,
            }
            : cell;

    private static Dictionary<(string Region, string Office, CountingPeriod Period), Figures> Flows(IEnumerable<RegionOfficeFigures> parts)
    {
        var sums = new Dictionary<(string Region, string Office, CountingPeriod Period), Figures>();
        foreach (var part in parts)
        {
            var key = (part.Region, part.Office, part.Period);
            if (!sums.TryGetValue(key, out var sum))
                sums.Add(key, sum = new Figures());
            foreach (var (cell, n) in part.Figures.Cells)
            {
                if (Balance.SignOf(cell.Measure) != 0)
                    sum.Add(AsShown(cell), n);
            }
        }

        return sums;
    }
}

/// <summary>A cell in which the recount and the live figures are not the same; there must never be one.</summary>
/// <param name="Office">The office, or <c>*</c> for the region.</param>
/// <param name="Recounted">From the journal.</param>
/// <param name="Counted">Folded, and waiting to be folded.</param>
public sealed record RecountDifference(string Region, string Office, CountingPeriod Period, FigureCell Cell, long Recounted, long Counted)
    : Discreet;

/// <summary>What a recount reads of a journal entry: nothing that is sealed.</summary>
/// <param name="Event">The event's name, as in the journal.</param>
/// <param name="On">The event's date.</param>
/// <param name="DecidedOn">The day on which it was decided, Asia/Shanghai.</param>
/// <param name="Facts">The clear facts of the event.</param>
/// <param name="StatisticalStatus">The person's status from then on, if it changed.</param>
public sealed record RecountLine(
    PersonId Person,
    long Sequence,
    string Event,
    DateOnly On,
    DateOnly DecidedOn,
    JsonElement Facts,
    StatisticalStatusChange? StatisticalStatus
) : Discreet;

/// <summary>
/// The adjustments that were made. The journal does not know when a period was closed, so a recount takes from them in which period a
/// figure is counted; that there is such a figure, and of what, must follow from the journal.
/// </summary>
internal sealed class KnownAdjustments
{
    private readonly Dictionary<(PersonId Person, long Sequence), List<Adjustment>> known = [];

    public KnownAdjustments(IEnumerable<Adjustment> adjustments)
    {
        foreach (var adjustment in adjustments)
        {
            var key = (adjustment.Person, adjustment.Sequence);
            if (!known.TryGetValue(key, out var list))
                known.Add(key, list = new List<Adjustment>(2));
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
    public CountingPeriod? Take(RecountLine line, StatisticalStatus facts, Measure instead, int effect, DateOnly on, AdjustmentCause cause)
    {
        if (known.Count == 0 || !known.TryGetValue((line.Person, line.Sequence), out var list))
            return null;
        var natural = CountingPeriod.Of(on);
        for (var i = 0; i < list.Count; i++)
        {
            var a = list[i];
            if (
                a.Number == facts.Number
                && a.Instead == instead
                && a.Sign == effect
                && a.On == on
                && a.Natural == natural
                && a.Cause == cause
                && a.Period >= natural
                && IsAt(a, facts)
            )
            {
                list.RemoveAt(i);
                return a.Period;
            }
        }

        return null;
    }

    private static bool IsAt(Adjustment a, StatisticalStatus facts) =>
        a.Block == facts.Block
        && string.Equals(a.Office, facts.Office, StringComparison.Ordinal)
        && string.Equals(a.Region, facts.Region, StringComparison.Ordinal);
}
