using Grid.Domain.Counting;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>
/// The totals of one block: closing = opening + new + transferred in + adjusted in − exited − became ordinary − transferred out − adjusted
/// out.
/// </summary>
public sealed record TotalsView(
    long Opening,
    long New,
    long TransferredIn,
    long AdjustedIn,
    long Exited,
    long BecameOrdinary,
    long TransferredOut,
    long AdjustedOut,
    long Closing
)
{
    internal static TotalsView Of(Figures opening, Figures flows, CountBlock block)
    {
        long Flow(Measure measure) => flows.Total(block, measure);
        var start = opening.Total(block, Measure.Opening);
        var (arrived, left) = (
            Flow(Measure.New) + Flow(Measure.TransferredIn) + Flow(Measure.AdjustedIn),
            Flow(Measure.Exited) + Flow(Measure.BecameOrdinary) + Flow(Measure.TransferredOut) + Flow(Measure.AdjustedOut)
        );
        return new TotalsView(
            start,
            Flow(Measure.New),
            Flow(Measure.TransferredIn),
            Flow(Measure.AdjustedIn),
            Flow(Measure.Exited),
            Flow(Measure.BecameOrdinary),
            Flow(Measure.TransferredOut),
            Flow(Measure.AdjustedOut),
            start + arrived - left
        );
    }

    internal static TotalsView Of(RegionFigures figures, CountBlock block) => Of(figures.Opening, figures.Flows, block);

    /// <summary>The blocks in which there is anything, by their names.</summary>
    internal static IReadOnlyList<CountBlock> BlocksOf(params IEnumerable<Figures> figures) =>
        [.. figures.SelectMany(one => one.Cells.Keys).Select(cell => cell.Block).Append(CountBlock.Urban).Distinct().Order()];
}
