namespace Grid.Domain.Counting.Reports;

/// <summary>How many are in a band.</summary>
/// <param name="From">Its lower end, inclusive; it reaches to just below the next one. −1 for those in none.</param>
public sealed record ReportBand(int From, long Count);
