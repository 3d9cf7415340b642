using Grid.Domain.Counting;
using Grid.Storage.Batching;
using Npgsql;

namespace Grid.Storage.Counting;

/// <summary>
/// Closes a period of several leaves in the caller's own transaction, which commits the report with it. First <see cref="LockAsync"/>:
/// nothing is folded into these leaves from then on until the transaction ends. Then, if the caller finds nothing against it,
/// <see cref="CloseAsync"/>, and the caller's commit. Rolling back undoes all of it.
/// </summary>
/// <remarks>
/// The transaction must be READ COMMITTED (each statement sees what was folded while it waited for the locks) and should set a
/// lock_timeout; 55P03 and 40P01 mean that others were faster: nothing is lost, try again. Two that close take their locks in the same
/// order, by code. After the commit, ask the region grains to reload.
/// </remarks>
internal static class PeriodClosing
{
    /// <summary>$1 regions.</summary>
    private const string EnsureSql =
        "INSERT INTO region_count (region) SELECT one FROM unnest($1) AS regions(one) ORDER BY one COLLATE \"C\" ON CONFLICT DO NOTHING";

    /// <summary>$1 regions. The rows are sorted first, then locked one by one.</summary>
    private const string LockSql =
        "SELECT region, version, closed_through, as_of FROM region_count WHERE region = ANY($1) ORDER BY region FOR UPDATE";

    /// <summary>$1 regions, $2 the period's last day. After the locks, so that it sees what others folded until then.</summary>
    private const string WaitingSql = "SELECT region, count(*) FROM count_entry WHERE region = ANY($1) AND event_on <= $2 GROUP BY region";

    /// <summary>$1 regions, $2 period: its own rows, and those of open periods before it.</summary>
    private const string FiguresSql = """
        SELECT f.region, f.office, f.period, f.opening, f.flows
        FROM region_count AS r JOIN count_figures AS f
            ON f.region = r.region AND (f.period = $2 OR (f.period < $2 AND (r.closed_through IS NULL OR f.period > r.closed_through)))
        WHERE r.region = ANY($1)
        ORDER BY f.region, f.office, f.period
        """;

    /// <summary>
    /// Locks the leaves and reads their figures of the period. Refuses nothing itself: see <see cref="ClosingCounts.Waiting"/> and
    /// <see cref="ClosingCounts.Closed"/>.
    /// </summary>
    /// <param name="connection">With the caller's open transaction.</param>
    /// <param name="leaves">All leaves of the region that reports; one that was never counted gets its row here.</param>
    /// <param name="period">The period.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ClosingCounts> LockAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<string> leaves,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(leaves);
        var regions = leaves.Order(StringComparer.Ordinal).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(EnsureSql, (object)regions));
        batch.BatchCommands.Add(Command(LockSql, (object)regions));
        batch.BatchCommands.Add(Command(WaitingSql, regions, period.Last));
        batch.BatchCommands.Add(Command(FiguresSql, regions, period.ToString()));

        var rows = new SortedDictionary<string, RegionRow>(StringComparer.Ordinal);
        var waiting = new Dictionary<string, long>(StringComparer.Ordinal);
        var figures = new Dictionary<string, Dictionary<string, PeriodFigures>>(StringComparer.Ordinal);
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            rows.Add(row.GetString(0), RegionRow.Of(row, 1));
        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            waiting.Add(row.GetString(0), row.GetInt64(1));
        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (!figures.TryGetValue(row.GetString(0), out var offices))
                figures.Add(row.GetString(0), offices = new Dictionary<string, PeriodFigures>(StringComparer.Ordinal));
            if (!offices.TryGetValue(row.GetString(1), out var office))
                offices.Add(row.GetString(1), office = new PeriodFigures(rows[row.GetString(0)].ClosedThrough));
            office.Add(FiguresText.Period(row.GetString(2)), FiguresText.Read(row.GetString(3)), FiguresText.Read(row.GetString(4)));
        }

        return new ClosingCounts(
            period,
            [
                .. rows.Select(region => new ClosingLeaf(
                    region.Key,
                    region.Value.Version,
                    region.Value.ClosedThrough,
                    region.Value.AsOf,
                    waiting.GetValueOrDefault(region.Key),
                    figures.GetValueOrDefault(region.Key) ?? []
                )),
            ]
        );
    }

    /// <summary>
    /// Closes the period, and every earlier one that is still open, in the leaves where it is not closed yet: stores the openings of all
    /// periods up to the next one, of the region and of its offices, and raises the versions.
    /// </summary>
    /// <exception cref="InvalidOperationException">Entries of the period still wait.</exception>
    public static async Task CloseAsync(NpgsqlConnection connection, ClosingCounts counts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Waiting is { Count: > 0 } waiting)
            throw new InvalidOperationException($"Entries of period {counts.Period} wait for {string.Join(", ", waiting)}.");
        var closing = counts.Leaves.Where(leaf => !(counts.Period <= leaf.ClosedThrough)).ToList();
        var openings = closing
            .SelectMany(leaf => leaf.Figures.SelectMany(office => Openings(leaf, office.Key, office.Value, counts.Period)))
            .ToList();

        await using var batch = new NpgsqlBatch(connection);
        var columns = CountRows.Figures();
        var next = 1;
        var write = new NpgsqlBatchCommand(
            $"""
            INSERT INTO count_figures (region, office, period, opening)
            SELECT f.region, f.office, f.period, f.figures FROM {columns.Unnest(ref next)}
            ON CONFLICT (region, office, period) DO UPDATE SET opening = excluded.opening
            """
        );
        columns.AddTo(write.Parameters);
        columns.Fill(write.Parameters, openings);
        batch.BatchCommands.Add(write);
        batch.BatchCommands.Add(
            Command(
                "UPDATE region_count SET closed_through = $2, version = version + 1 WHERE region = ANY($1)",
                closing.Select(leaf => leaf.Region).ToArray(),
                counts.Period.ToString()
            )
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static IEnumerable<FiguresRow> Openings(ClosingLeaf leaf, string office, PeriodFigures figures, CountingPeriod through)
    {
        for (var period = leaf.ClosedThrough?.Next.Next ?? figures.Periods.First().Next; period <= through.Next; period = period.Next)
        {
            if (figures.Opening(period) is { IsEmpty: false } opening)
                yield return new FiguresRow(leaf.Region, office, period, opening);
        }
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
