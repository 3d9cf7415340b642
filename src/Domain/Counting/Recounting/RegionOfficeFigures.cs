namespace Grid.Domain.Counting.Recounting;

/// <summary>The flows of one period.</summary>
/// <param name="Region">The leaf.</param>
/// <param name="Office">The office, or <c>*</c> for the region.</param>
public sealed record RegionOfficeFigures(string Region, string Office, CountingPeriod Period, Figures Figures);
