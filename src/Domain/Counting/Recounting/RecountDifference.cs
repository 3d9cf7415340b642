namespace Grid.Domain.Counting.Recounting;

/// <summary>A cell in which the recount and the live figures are not the same; there must never be one.</summary>
/// <param name="Office">The office, or <c>*</c> for the region.</param>
/// <param name="Recounted">From the journal.</param>
/// <param name="Counted">Folded, and waiting to be folded.</param>
public sealed record RecountDifference(string Region, string Office, CountingPeriod Period, FigureCell Cell, long Recounted, long Counted);
