using Grid.Domain.Counting;

namespace Grid.Storage.Counting;

/// <summary>Figures on their way to a row of <c>count_figures</c>: what to add to its flows, or its opening.</summary>
internal sealed record FiguresRow(string Region, string Office, CountingPeriod Period, Figures Figures);
