namespace Grid.Domain.Counting.Reports;

/// <summary>What the single movements say of the transfers within the region, to hold against the figures.</summary>
/// <param name="Blocks">Internal transfers by block; a block without any is not there.</param>
/// <param name="Unpaired">Events of which one side is counted in the period and the other one nowhere: not in another period either, nor as an adjustment.</param>
public sealed record TransferEvidence(IReadOnlyDictionary<CountBlock, InternalSides> Blocks, long Unpaired);
