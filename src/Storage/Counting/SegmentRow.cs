using Grid.Domain.Counting;

namespace Grid.Storage.Counting;

/// <summary>A segment on its way to <c>count_segment</c>.</summary>
/// <param name="StatisticalStatus">Its exact facts, sealed.</param>
internal sealed record SegmentRow(Segment Segment, byte[] StatisticalStatus);
