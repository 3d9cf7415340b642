namespace Grid.Domain.Counting;

/// <summary>What of the transfers of a region stayed inside it (内部转移): both sides are among its own leaves. They move no stock of the region as a whole, only between its parts and blocks.</summary>
public static class InternalTransfers
{
    /// <summary>The internal part of the transfers, as cells of dimension peer; everything else came from outside or went there.</summary>
    /// <param name="flows">The flows of the region, summed over its leaves.</param>
    /// <param name="leaves">The codes of its leaves.</param>
    public static Figures Of(Figures flows, IReadOnlySet<string> leaves)
    {
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentNullException.ThrowIfNull(leaves);
        var inside = new Figures();
        foreach (var (cell, n) in flows.Cells)
        {
            if (cell.Dimension == Dimension.Peer && leaves.Contains(cell.Value[..cell.Value.IndexOf('/', StringComparison.Ordinal)]))
                inside.Add(cell, n);
        }

        return inside;
    }

    /// <summary>How many of a block's transfers, in or out, were internal.</summary>
    public static long Total(Figures flows, IReadOnlySet<string> leaves, CountBlock block, Measure measure)
    {
        var sum = 0L;
        foreach (var (cell, n) in Of(flows, leaves).Cells)
            sum += cell.Block == block && cell.Measure == measure ? n : 0;
        return sum;
    }
}
