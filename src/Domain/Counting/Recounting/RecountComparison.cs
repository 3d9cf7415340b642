using System.Globalization;
using Grid.Domain.Codes;

namespace Grid.Domain.Counting.Recounting;

/// <summary>Compares what was recounted with what was counted, cell by cell. Reason 70, which the journal does not show, is taken for 90 on both sides.</summary>
public static class RecountComparison
{
    private static readonly string Hidden = ((int)UnemploymentReason.ReleasedFromPrison).ToString(CultureInfo.InvariantCulture);
    private static readonly string Shown = ((int)UnemploymentReason.Other).ToString(CultureInfo.InvariantCulture);

    /// <summary>Every cell of a flow that is not the same, ordered by place and period; a place or period that one side does not have counts as 0.</summary>
    public static IEnumerable<RecountDifference> Differences(IEnumerable<RegionOfficeFigures> recounted, IEnumerable<RegionOfficeFigures> counted)
    {
        var left = Flows(recounted);
        var right = Flows(counted);
        var none = new Figures();
        foreach (var key in left.Keys.Union(right.Keys).OrderBy(k => k.Region, StringComparer.Ordinal).ThenBy(k => k.Office, StringComparer.Ordinal).ThenBy(k => k.Period))
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
        cell.Dimension == Dimension.Reason && string.Equals(cell.Value, Hidden, StringComparison.Ordinal) ? cell with { Value = Shown } : cell;

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
