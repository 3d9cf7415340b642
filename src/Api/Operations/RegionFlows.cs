using Grid.Domain.Counting;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Operations;

namespace Grid.Api.Operations;

/// <summary>A region's stock, and what went in and out on a day. Stock at the end of the day = stock at its start + in − out.</summary>
internal sealed record RegionFlows(long Registered, IReadOnlyDictionary<string, long> In, IReadOnlyDictionary<string, long> Out)
{
    private static readonly string Urban = EnumName.Of(CountBlock.Urban);
    private static readonly Measure[] Entering = [Measure.New, Measure.TransferredIn, Measure.AdjustedIn];
    private static readonly Measure[] Leaving = [Measure.Exited, Measure.BecameOrdinary, Measure.TransferredOut, Measure.AdjustedOut];

    /// <summary>Of the leaves given together: a transfer between two of them is none of theirs.</summary>
    public static RegionFlows Of(BoardNow now, IReadOnlyCollection<string> leaves)
    {
        var own = leaves.ToHashSet(StringComparer.Ordinal);
        var moved = now
            .Moved.Where(one => own.Contains(one.Leaf) && !IsWithin(one.Peer, own))
            .ToLookup(one => one.Measure, one => one.Count);
        return new RegionFlows(leaves.Sum(leaf => now.Stock.GetValueOrDefault(leaf)), Sums(Entering), Sums(Leaving));

        Dictionary<string, long> Sums(Measure[] measures) =>
            measures.ToDictionary(EnumName.Of, measure => moved[measure].Sum(), StringComparer.Ordinal);
    }

    private static bool IsWithin(string peer, HashSet<string> leaves) =>
        peer.Split('/') is [var leaf, var block] && block == Urban && leaves.Contains(leaf);
}
