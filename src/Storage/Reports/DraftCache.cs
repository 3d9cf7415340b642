namespace Grid.Storage.Reports;

/// <summary>
/// What drafts of reports cache between two readings (docs/decisions/0023). Checks and submissions always sum everything.
/// </summary>
internal sealed class DraftCache
{
    public StockCache Stocks { get; } = new();

    public ServiceTotalsCache Given { get; } = new();
}
