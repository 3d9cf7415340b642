using Grid.Grains.Interfaces.Policies;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Policies;

/// <summary>Runs in <c>policy_run</c>.</summary>
public sealed class PolicyRuns(NpgsqlDataSource source, KeyRing ring) : IPolicyRuns
{
    private const string Columns =
        "id, rule, version, day, opened_at, opened_by, status, position, looked, told, ended, failed, allowed, worked_at, ended_at";

    private const string WhyColumn = "policy_run.allowed_why";

    public Task<IReadOnlyList<PolicyRun>> ListAsync(int limit, CancellationToken cancellationToken) =>
        RunsAsync($"SELECT {Columns} FROM policy_run ORDER BY opened_at DESC, id DESC LIMIT $1", cancellationToken, limit);

    public async Task<PolicyRun?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await RunsAsync($"SELECT {Columns} FROM policy_run WHERE id = $1", cancellationToken, id) is [var one] ? one : null;

    public Task<IReadOnlyList<PolicyRun>> RunningAsync(CancellationToken cancellationToken) =>
        RunsAsync($"SELECT {Columns} FROM policy_run WHERE status = 'running' ORDER BY opened_at, id", cancellationToken);

    public Task<IReadOnlyList<PolicyRun>> LatestAsync(CancellationToken cancellationToken) =>
        RunsAsync($"SELECT DISTINCT ON (rule) {Columns} FROM policy_run ORDER BY rule, opened_at DESC, id DESC", cancellationToken);

    public Task<long> RegisteredAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT count(*) FROM registration WHERE status = 1");
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

    public Task<bool> OpenAsync(PolicyRun run, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return UpdateAsync(
            """
            INSERT INTO policy_run (id, rule, version, day, opened_at, opened_by, status, allowed) VALUES ($1, $2, $3, $4, $5, $6, 'running', $7)
            ON CONFLICT (rule) WHERE status IN ('running', 'asking') DO NOTHING
            """,
            receipt,
            cancellationToken,
            run.Id,
            run.Rule,
            run.Version,
            run.Day,
            run.OpenedAt.ToUniversalTime(),
            run.OpenedBy,
            run.Allowed
        );
    }

    public Task<bool> AdvanceAsync(PolicyRun before, PolicyRun after, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return UpdateAsync(
            """
            UPDATE policy_run SET position = $3, looked = $4, told = $5, ended = $6, failed = $7, worked_at = $8
            WHERE id = $1 AND status = 'running' AND looked = $2
            """,
            null,
            cancellationToken,
            before.Id,
            before.Looked,
            after.Position!.Value,
            after.Looked,
            after.Told,
            after.Ended,
            after.Failed,
            after.WorkedAt!.Value.ToUniversalTime()
        );
    }

    public Task<bool> AskAsync(Guid id, CancellationToken cancellationToken) =>
        UpdateAsync("UPDATE policy_run SET status = 'asking' WHERE id = $1 AND status = 'running'", null, cancellationToken, id);

    public Task<bool> AllowAsync(Guid id, long more, string by, string why, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        UpdateAsync(
            """
            UPDATE policy_run SET status = 'running', allowed = allowed + $2, allowed_by = $3, allowed_why = $4
            WHERE id = $1 AND status = 'asking'
            """,
            receipt,
            cancellationToken,
            id,
            more,
            by,
            TextSeal.Seal(why, ring, WhyColumn)!
        );

    public Task<bool> CancelAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        UpdateAsync(
            "UPDATE policy_run SET status = 'cancelled', ended_at = $2 WHERE id = $1 AND status IN ('running', 'asking')",
            receipt,
            cancellationToken,
            id,
            at.ToUniversalTime()
        );

    public Task<bool> EndAsync(PolicyRun run, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReceiptedWrite.RunAsync(
            source,
            receipt: null,
            async connection =>
            {
                await using var end = new NpgsqlCommand(
                    "UPDATE policy_run SET status = 'done', ended_at = $2 WHERE id = $1 AND status = 'running' AND looked = $3",
                    connection
                );
                end.Parameters.AddWithValue(run.Id);
                end.Parameters.AddWithValue(at.ToUniversalTime());
                end.Parameters.AddWithValue(run.Looked);
                if (await end.ExecuteNonQueryAsync(cancellationToken) == 0)
                    return false;
                await using var release = new NpgsqlCommand(
                    """
                    UPDATE policy_rule SET released_at = $3, changes = changes + 1
                    WHERE rule = $1 AND version = $2 AND released_at IS NULL
                    """,
                    connection
                );
                release.Parameters.AddWithValue(run.Rule);
                release.Parameters.AddWithValue(run.Version);
                release.Parameters.AddWithValue(at.ToUniversalTime());
                await release.ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken
        );
    }

    private Task<bool> UpdateAsync(string sql, CommandReceipt? receipt, CancellationToken cancellationToken, params object[] values) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
#pragma warning disable CA2100 // Constants of this class.
                await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
                foreach (var value in values)
                    command.Parameters.AddWithValue(value);
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );

    private Task<IReadOnlyList<PolicyRun>> RunsAsync(string sql, CancellationToken cancellationToken, params object[] values) =>
        StoreCall.RunAsync(async () =>
        {
#pragma warning disable CA2100 // Constants of this class; every value is a parameter.
            await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
            foreach (var value in values)
                command.Parameters.AddWithValue(value);
            var runs = new List<PolicyRun>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                runs.Add(
                    new PolicyRun(
                        row.GetGuid(0),
                        row.GetString(1),
                        row.GetInt32(2),
                        row.GetFieldValue<DateOnly>(3),
                        row.GetFieldValue<DateTimeOffset>(4),
                        row.GetString(5),
                        Enum.Parse<PolicyRunStatus>(row.GetString(6), ignoreCase: true),
                        row.IsDBNull(7) ? null : row.GetGuid(7),
                        row.GetInt64(8),
                        row.GetInt64(9),
                        row.GetInt64(10),
                        row.GetInt64(11),
                        row.GetInt64(12),
                        row.IsDBNull(13) ? null : row.GetFieldValue<DateTimeOffset>(13),
                        row.IsDBNull(14) ? null : row.GetFieldValue<DateTimeOffset>(14)
                    )
                );
            }

            return (IReadOnlyList<PolicyRun>)runs;
        });
}
