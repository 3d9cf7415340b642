namespace Grid.Domain.Counting.Reports;

/// <summary>What a recount from the journal said of the figures.</summary>
/// <param name="Id">Which recount.</param>
/// <param name="DifferentCells">Cells in which journal and counts differ.</param>
/// <param name="OfTheseFigures">Nothing was folded between it and the reading of the figures.</param>
public sealed record RecountEvidence(Guid Id, DateTimeOffset EndedAt, long DifferentCells, bool OfTheseFigures);
