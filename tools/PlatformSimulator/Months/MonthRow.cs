using Grid.Domain.Calendar;

namespace Grid.PlatformSimulator.Months;

/// <summary>
/// A month of a region in one block. Closing = opening + new + transferred in − exits − transferred out − became ordinary − adjusted out.
/// </summary>
/// <param name="Region">Leaf region; null for all that were asked for together.</param>
/// <param name="ExitsByReason">By AJC00A.</param>
internal sealed record MonthRow(
    YearMonth Month,
    DateOnly From,
    DateOnly To,
    string? Region,
    string Block,
    long Opening,
    long New,
    long Exits,
    SortedDictionary<string, long> ExitsByReason,
    long TransferredIn,
    long TransferredOut,
    long BecameOrdinary,
    long AdjustedOut,
    long Closing
);
