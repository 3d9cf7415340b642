using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Grains.Interfaces.Counting;
using Grid.Storage.Batching;
using Grid.Storage.Persons;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Counting;

/// <summary>
/// One page of entries of one region into its counts, in one transaction under the lock of the region's row: two callers at once take
/// turns, and whatever crashes before the commit leaves the entries waiting. Four round trips, with statements that each connection has
/// parsed once: for a page of a few entries parsing and planning would cost as much as the work.
/// </summary>
internal sealed class RegionFolding(NpgsqlDataSource source, KeyRing ring, TimeProvider clock, ICommitFaults faults)
{
    public const int LargestPage = 5000;

    private const int CommandSeconds = 30;

    public async Task<FoldPage> FoldAsync(string region, int limit, CancellationToken cancellationToken)
    {
        // Read first: everything committed before it is visible, whatever other processes' clocks say.
        var moment = clock.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await NothingWaitsAsync(connection, region, moment, cancellationToken) is { } idle)
            return idle;

        moment = clock.GetUtcNow();
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken);
        var claimed = await ClaimAsync(connection, region, Math.Clamp(limit, 1, LargestPage), cancellationToken);
        var asOf = Later(claimed.Row.AsOf, claimed.StillWaiting is { } oldest ? Earlier(oldest, moment) : moment);
        if (claimed.Entries.Count == 0)
            return PageOf(claimed, claimed.Row.Version, [], asOf, []);

        var entries = WaitingEntry.InOrder(claimed.Entries);
        var known = await SegmentsAsync(connection, region, entries, cancellationToken);
        var outcome = RegionFold.Fold(region, claimed.Row.ClosedThrough, entries, known);
        await WriteAsync(connection, region, outcome, asOf, cancellationToken);
        faults.BeforeFold(claimed.Entries.Count);
        await transaction.CommitAsync(cancellationToken);
        faults.AfterFold(claimed.Entries.Count);
        return PageOf(claimed, claimed.Row.Version + 1, outcome.Deltas, asOf, outcome.Unmatched);
    }

    private static FoldPage PageOf(
        Claimed claimed,
        long version,
        IReadOnlyList<FoldDelta> deltas,
        DateTimeOffset asOf,
        IReadOnlyList<PendingCount> unmatched
    ) =>
        new(
            claimed.Row.Version,
            version,
            claimed.Row.ClosedThrough,
            deltas,
            claimed.Entries.Count,
            claimed.StillWaiting is not null,
            asOf,
            claimed.Entries.Count == 0 ? null : claimed.Entries.Min(entry => entry.Written),
            unmatched
        );

    private static async Task<FoldPage?> NothingWaitsAsync(
        NpgsqlConnection connection,
        string region,
        DateTimeOffset moment,
        CancellationToken cancellationToken
    )
    {
        await using var look = new NpgsqlCommand(FoldSql.Look, connection) { CommandTimeout = CommandSeconds };
        look.Parameters.AddWithValue(region);
        await using var row = await look.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (row.GetBoolean(3))
            return null;
        var version = row.GetInt64(0);
        var asOf = row.IsDBNull(2) ? moment : Later(row.GetFieldValue<DateTimeOffset>(2), moment);
        return new FoldPage(version, version, RegionRow.PeriodOrNull(row, 1), [], 0, false, asOf, null, []);
    }

    private async Task<Claimed> ClaimAsync(NpgsqlConnection connection, string region, int limit, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = CommandSeconds };
        batch.BatchCommands.Add(new NpgsqlBatchCommand(FoldSql.Settings));
        batch.BatchCommands.Add(Command(FoldSql.Ensure, region));
        batch.BatchCommands.Add(Command(FoldSql.Lock, region));
        batch.BatchCommands.Add(Command(FoldSql.Claim, region, limit));
        batch.BatchCommands.Add(Command(FoldSql.StillWaiting, region));
        await batch.PrepareAsync(cancellationToken);

        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        await row.NextResultAsync(cancellationToken); // The insertion has no result of its own: from the limits to the lock.
        await row.ReadAsync(cancellationToken);
        var found = RegionRow.Of(row);
        await row.NextResultAsync(cancellationToken);
        var entries = new List<WaitingEntry>(limit);
        while (await row.ReadAsync(cancellationToken))
            entries.Add(WaitingEntry.Of(row, ring));
        await row.NextResultAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new Claimed(found, entries, row.IsDBNull(0) ? null : row.GetFieldValue<DateTimeOffset>(0));
    }

    private async Task<List<Segment>> SegmentsAsync(
        NpgsqlConnection connection,
        string region,
        IReadOnlyList<PendingCount> entries,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(SegmentReader.ByNumbers, connection) { CommandTimeout = CommandSeconds };
        command.Parameters.AddWithValue(region);
        command.Parameters.AddWithValue(entries.Select(entry => entry.Entry.Case.Number.Value).Distinct(StringComparer.Ordinal).ToArray());
        await command.PrepareAsync(cancellationToken);
        var segments = new List<Segment>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            segments.Add(SegmentReader.Of(row, ring));
        return segments;
    }

    private async Task WriteAsync(
        NpgsqlConnection connection,
        string region,
        FoldOutcome outcome,
        DateTimeOffset asOf,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = CommandSeconds };
        Add(batch, CountRows.Gone(), FoldSql.DeleteGone, [.. outcome.Gone]);
        Add(
            batch,
            CountRows.Segments(),
            FoldSql.WriteSegments,
            [.. outcome.Segments.Select(segment => new SegmentRow(segment, CountSeal.Seal(segment, ring)))]
        );
        Add(batch, CountRows.Movements(), FoldSql.AddMovements, ShownMovements.Of(outcome.Movements));
        Add(
            batch,
            CountRows.Figures(),
            FoldSql.AddFlows,
            [.. outcome.Deltas.Select(delta => new FiguresRow(region, delta.Office, delta.Period, delta.Figures))]
        );
        batch.BatchCommands.Add(Command(FoldSql.RaiseVersion, region, asOf.ToUniversalTime()));
        await batch.PrepareAsync(cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add<TRow>(NpgsqlBatch batch, RowArrays<TRow> columns, Func<RowArrays<TRow>, string> sql, List<TRow> rows)
    {
        if (rows.Count == 0)
            return;
        var command = new NpgsqlBatchCommand(sql(columns));
        columns.AddTo(command.Parameters);
        columns.Fill(command.Parameters, rows);
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private sealed record Claimed(RegionRow Row, List<WaitingEntry> Entries, DateTimeOffset? StillWaiting);
}
