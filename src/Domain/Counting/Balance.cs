namespace Grid.Domain.Counting;

/// <summary>
/// How a stock follows from the one before and the flows between: in total, by sex and by education; other breakdowns have no stock.
/// </summary>
public static class Balance
{
    /// <summary>What a unit of the measure does to the stock: +1, −1, or 0 for opening and closing themselves.</summary>
    public static int SignOf(Measure measure) =>
        measure switch
        {
            Measure.New or Measure.TransferredIn or Measure.AdjustedIn => 1,
            Measure.Exited or Measure.BecameOrdinary or Measure.TransferredOut or Measure.AdjustedOut => -1,
            _ => 0,
        };

    /// <summary>What the flows add to the stock, as cells of <paramref name="measure"/>.</summary>
    public static Figures Net(Figures flows, Measure measure = Measure.Opening)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var net = new Figures();
        foreach (var (cell, n) in flows.Cells)
        {
            if (SignOf(cell.Measure) is var sign and not 0 && (cell.Dimension is Dimension.Total or Dimension.Sex or Dimension.Education))
                net.Add(cell with { Measure = measure }, sign * n);
        }

        return net;
    }

    /// <summary>The opening of the next period: opening and net flows, measure <c>opening</c>.</summary>
    public static Figures NextOpening(Figures opening, Figures flows)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var next = opening.Copy();
        next.Add(Net(flows));
        return next;
    }

    /// <summary>The period's closing, measure <c>closing</c>.</summary>
    public static Figures Closing(Figures opening, Figures flows) =>
        new(NextOpening(opening, flows).Cells.Select(pair => KeyValuePair.Create(pair.Key with { Measure = Measure.Closing }, pair.Value)));
}

/// <summary>
/// What of the transfers of a region stayed inside it (内部转移): both sides are among its own leaves. They move no stock of the region as a
/// whole, only between its parts and blocks.
/// </summary>
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
