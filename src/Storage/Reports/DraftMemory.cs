namespace Grid.Storage.Reports;

/// <summary>What drafts of reports remember between two readings (docs/decisions/0023). Checks and submissions add up everything.</summary>
internal sealed class DraftMemory
{
    public StockMemory Stocks { get; } = new();

    public GivenMemory Given { get; } = new();
}
