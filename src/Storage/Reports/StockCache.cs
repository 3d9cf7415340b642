using System.Collections.Concurrent;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Npgsql;

namespace Grid.Storage.Reports;

/// <summary>
/// The stock of leaves at the ends of periods, as last summed, for drafts. It is valid as long as <c>count_stock_change</c> shows in the
/// reader's own snapshot that nothing moved it since, so a draft has the figures that adding up would give. Checks and submissions do not
/// use it.
/// </summary>
internal sealed class StockCache
{
    private const int Most = 10_000;

    /// <summary>$1 regions, $2 period.</summary>
    private const string ChangesSql = """
        SELECT one, coalesce(sum(c.changes), 0)::bigint
        FROM unnest($1) AS leaves(one) LEFT JOIN count_stock_change AS c ON c.region = one AND c.period <= $2
        GROUP BY one
        """;

    private static readonly Dictionary<CountBlock, ReportStock> None = [];

    private readonly ConcurrentDictionary<(string Leaf, CountingPeriod Period), Entry> stocks = new();

    /// <summary>By leaf: how often its stock at the end of the period changed until now, in the connection's snapshot.</summary>
    public static async Task<Dictionary<string, long>> ChangesAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<string> leaves,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(ChangesSql, connection);
        command.Parameters.AddWithValue(leaves.ToArray());
        command.Parameters.AddWithValue(period.ToString());
        var changes = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            changes.Add(row.GetString(0), row.GetInt64(1));
        return changes;
    }

    /// <summary>Null when it must be added up.</summary>
    public IReadOnlyDictionary<CountBlock, ReportStock>? Find(string leaf, CountingPeriod period, long changes) =>
        stocks.TryGetValue((leaf, period), out var kept) && kept.Changes == changes ? kept.Stock : null;

    /// <param name="stock">Null if the stock is empty.</param>
    public void Keep(string leaf, CountingPeriod period, long changes, IReadOnlyDictionary<CountBlock, ReportStock>? stock)
    {
        if (stocks.Count >= Most)
            stocks.Clear();
        stocks[(leaf, period)] = new Entry(changes, stock ?? None);
    }

    private sealed record Entry(long Changes, IReadOnlyDictionary<CountBlock, ReportStock> Stock);
}
