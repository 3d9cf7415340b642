using Grid.Domain.Duplicates;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Duplicates;

/// <summary>Runs in <c>duplicate_run</c>; the steps themselves are <see cref="TraitsMaking"/> and <see cref="SliceComparison"/>.</summary>
public sealed class DuplicateRuns(NpgsqlDataSource source, RegisterSecrets secrets, ICommittedRecords records) : IDuplicateRuns
{
    private const string Columns =
        "id, ordered_by, ordered_at, status, weights, prepared, unreadable, persons, step, steps, compared, large_blocks, not_compared, not_kept, found, walked_at, ended_at";

    private const string Counted = "SELECT count(*) FROM person_search WHERE traits IS NOT NULL";

    private readonly TraitsMaking making = new(source, secrets, records);
    private readonly SliceComparison comparison = new(source, secrets);
    private readonly UnseenPairs unseen = new(secrets);

    public Task<bool> OrderAsync(DuplicateRun run, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            connection =>
                ExecuteAsync(
                    connection,
                    """
                    INSERT INTO duplicate_run (id, ordered_by, ordered_at, status, weights) VALUES ($1, $2, $3, 'running', $4)
                    ON CONFLICT (status) WHERE status = 'running' DO NOTHING
                    """,
                    cancellationToken,
                    run.Id,
                    run.By,
                    run.OrderedAt.ToUniversalTime(),
                    run.Weights
                ),
            cancellationToken
        );
    }

    public Task<bool> CancelAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            connection =>
                ExecuteAsync(
                    connection,
                    "UPDATE duplicate_run SET status = 'cancelled', ended_at = $2 WHERE id = $1 AND status = 'running'",
                    cancellationToken,
                    id,
                    at.ToUniversalTime()
                ),
            cancellationToken
        );

    public async Task<DuplicateRun?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await RunsAsync("WHERE id = $1", cancellationToken, id) is [var one] ? one : null;

    public Task<IReadOnlyList<DuplicateRun>> ListAsync(int limit, CancellationToken cancellationToken) =>
        RunsAsync("ORDER BY ordered_at DESC, id DESC LIMIT $1", cancellationToken, limit);

    public async Task<DuplicateRun?> CurrentAsync(CancellationToken cancellationToken) =>
        await RunsAsync("WHERE status = 'running'", cancellationToken) is [var one] ? one : null;

    public async Task StepAsync(
        DuplicateRun run,
        LikenessWeights weights,
        DuplicateRunLimits limits,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(limits);
        if (run.Steps == 0)
        {
            if (!await making.PageAsync(run, limits.Page, at, cancellationToken))
                await BeginAsync(run, limits.Slice, at, cancellationToken);
        }
        else if (run.Step < run.Steps)
        {
            await comparison.RunAsync(run, weights, limits, at, cancellationToken);
        }
        else
        {
            await EndAsync(run, weights, at, cancellationToken);
        }
    }

    /// <summary>All have traits: how many steps it will be.</summary>
    private Task<bool> BeginAsync(DuplicateRun run, int slice, DateTimeOffset at, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt: null,
            async connection =>
            {
                await using var count = new NpgsqlCommand(Counted, connection) { CommandTimeout = 0 };
                var persons = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
                var slices = Math.Clamp((int)((persons + slice - 1) / slice), 1, KeySlice.Most);
                return await ExecuteAsync(
                    connection,
                    "UPDATE duplicate_run SET persons = $2, steps = $3, walked_at = $4 WHERE id = $1 AND status = 'running' AND steps = 0",
                    cancellationToken,
                    run.Id,
                    persons,
                    slices * Blocking.Kinds.Count,
                    at.ToUniversalTime()
                );
            },
            cancellationToken
        );

    private Task<bool> EndAsync(DuplicateRun run, LikenessWeights weights, DateTimeOffset at, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt: null,
            async connection =>
            {
                var ended = await ExecuteAsync(
                    connection,
                    "UPDATE duplicate_run SET status = 'done', ended_at = $2 WHERE id = $1 AND status = 'running' AND step = steps AND steps > 0",
                    cancellationToken,
                    run.Id,
                    at.ToUniversalTime()
                );
                if (ended)
                    await unseen.CompareAsync(connection, run, weights, at, cancellationToken);
                return ended;
            },
            cancellationToken
        );

    private static async Task<bool> ExecuteAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancellationToken,
        params object[] values
    )
    {
#pragma warning disable CA2100 // Constants of this class.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private Task<IReadOnlyList<DuplicateRun>> RunsAsync(string which, CancellationToken cancellationToken, params object[] values) =>
        StoreCall.RunAsync(async () =>
        {
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            await using var command = source.CreateCommand($"SELECT {Columns} FROM duplicate_run {which}");
#pragma warning restore CA2100
            foreach (var value in values)
                command.Parameters.AddWithValue(value);
            var runs = new List<DuplicateRun>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                runs.Add(
                    new DuplicateRun
                    {
                        Id = row.GetGuid(0),
                        By = row.GetString(1),
                        OrderedAt = row.GetFieldValue<DateTimeOffset>(2),
                        Status = Enum.Parse<DuplicateRunStatus>(row.GetString(3), ignoreCase: true),
                        Weights = row.GetString(4),
                        Prepared = row.GetInt64(5),
                        Unreadable = row.GetInt64(6),
                        Persons = row.GetInt64(7),
                        Step = row.GetInt32(8),
                        Steps = row.GetInt32(9),
                        Compared = row.GetInt64(10),
                        LargeBlocks = row.GetInt64(11),
                        NotCompared = row.GetInt64(12),
                        NotKept = row.GetInt64(13),
                        Found = row.GetInt64(14),
                        WalkedAt = row.IsDBNull(15) ? null : row.GetFieldValue<DateTimeOffset>(15),
                        EndedAt = row.IsDBNull(16) ? null : row.GetFieldValue<DateTimeOffset>(16),
                    }
                );
            }

            return (IReadOnlyList<DuplicateRun>)runs;
        });
}
