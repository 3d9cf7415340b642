namespace Grid.Domain.Counting.Reports;

/// <summary>Another period of the same region, to compare with.</summary>
/// <param name="Opening">Summed over the leaves.</param>
/// <param name="Flows">Summed over the leaves.</param>
public sealed record PastInputs(CountingPeriod Period, Figures Opening, Figures Flows, Denominator? Denominator);
