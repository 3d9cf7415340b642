namespace Grid.Api.Counts;

/// <summary>A figure in which recount and live counts differ.</summary>
/// <param name="Office">The office, or <c>*</c> for the region.</param>
/// <param name="Recounted">From the journal.</param>
/// <param name="Counted">Folded, and waiting to be folded.</param>
public sealed record RecountDifferenceView(string Region, string Office, string Period, string Cell, long Recounted, long Counted);
