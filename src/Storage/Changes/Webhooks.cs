using Grid.Domain.Text;
using Grid.Grains.Interfaces.Changes;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Changes;

/// <summary>Subscriptions in <c>webhook</c>.</summary>
public sealed class Webhooks(NpgsqlDataSource source, KeyRing ring, TimeProvider clock) : IWebhooks
{
    private const string NameColumn = "webhook.name";

    private const string Columns = """
        id, office, name, address, state, created_by, created_at, key_id, cursor, failures, failing_since, not_before, last_answer, last_at, delivered,
        delivered_at
        """;

    private const string LeasedColumns = """
        w.id, w.lease, w.office, w.address, w.cursor, w.batch_id, w.batch_size, w.key_id, w.secret, w.old_key_id,
        CASE WHEN w.old_until > $1 THEN w.old_secret END, w.failures, w.failing_since
        """;

    private const string Insert = """
        INSERT INTO webhook (id, office, name, address, state, created_by, created_at, cursor) SELECT $1, $2, $3, $4, 'active', $5, $6, $7
        WHERE (SELECT count(*) FROM webhook) < $8
        """;

    /// <summary>$1 id, $2 state. Whoever is at work on it loses it.</summary>
    private const string State = """
        UPDATE webhook SET state = $2, failures = 0, failing_since = NULL, not_before = NULL, lease = NULL, leased_until = NULL WHERE id = $1
        """;

    /// <summary>$1 id, $2 cursor.</summary>
    private const string Move = """
        UPDATE webhook SET cursor = $2, batch_id = NULL, batch_size = NULL, not_before = NULL, lease = NULL, leased_until = NULL WHERE id = $1
        """;

    /// <summary>$1 id, $2 key, $3 sealed secret, $4 until when the old one is good.</summary>
    private const string Secret = """
        UPDATE webhook SET old_key_id = key_id, old_secret = secret, old_until = CASE WHEN secret IS NOT NULL THEN $4 END, key_id = $2, secret = $3
        WHERE id = $1
        """;

    /// <summary>$1 now, $2 until, $3 limit, $4 lease.</summary>
    private const string Lease = $"""
        WITH chosen AS MATERIALIZED (
            SELECT id FROM webhook
            WHERE state = 'active' AND secret IS NOT NULL AND (not_before IS NULL OR not_before <= $1) AND (lease IS NULL OR leased_until <= $1)
            ORDER BY not_before NULLS FIRST, id LIMIT $3 FOR UPDATE SKIP LOCKED)
        UPDATE webhook AS w SET lease = $4, leased_until = $2 FROM chosen WHERE w.id = chosen.id RETURNING {LeasedColumns}
        """;

    /// <summary>$1 now, $2 until, $3 id, $4 lease.</summary>
    private const string Renew = $"UPDATE webhook AS w SET leased_until = $2 WHERE w.id = $3 AND w.lease = $4 RETURNING {LeasedColumns}";

    /// <summary>$1 id, $2 lease, $3 cursor, $4 batch, $5 size.</summary>
    private const string Begin = "UPDATE webhook SET cursor = $3, batch_id = $4, batch_size = $5 WHERE id = $1 AND lease = $2";

    /// <summary>$1 id, $2 lease, $3 cursor, $4 delivered, $5 answer, $6 now.</summary>
    private const string Advance = """
        UPDATE webhook SET cursor = $3, batch_id = NULL, batch_size = NULL, delivered = delivered + $4,
            delivered_at = CASE WHEN $4 > 0 THEN $6 ELSE delivered_at END, last_answer = coalesce($5, last_answer),
            last_at = CASE WHEN $5 IS NOT NULL THEN $6 ELSE last_at END, failures = 0, failing_since = NULL, not_before = NULL
        WHERE id = $1 AND lease = $2
        """;

    /// <summary>$1 id, $2 lease, $3 answer, $4 now, $5 when the next attempt is due; null: never.</summary>
    private const string Fail = """
        UPDATE webhook SET failures = failures + 1, failing_since = coalesce(failing_since, $4), last_answer = $3, last_at = $4, not_before = $5,
            state = CASE WHEN $5 IS NULL THEN 'dead' ELSE state END, lease = NULL, leased_until = NULL
        WHERE id = $1 AND lease = $2
        """;

    public Task<bool> CreateAsync(NewWebhook webhook, int most, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return WriteAsync(
            Insert,
            receipt,
            [
                webhook.Id,
                webhook.Office,
                TextSeal.Seal(webhook.Name, ring, NameColumn)!,
                webhook.Address,
                webhook.By,
                webhook.At.ToUniversalTime(),
                webhook.Cursor,
                most,
            ],
            cancellationToken
        );
    }

    public Task<IReadOnlyList<Webhook>> ListAsync(SearchScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand();
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"SELECT {Columns} FROM webhook WHERE {OfficeScope.Of(scope, command)} ORDER BY office, created_at, id";
#pragma warning restore CA2100
            return await ReadAsync(command, cancellationToken);
        });
    }

    public Task<Webhook?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand($"SELECT {Columns} FROM webhook WHERE id = $1");
            command.Parameters.AddWithValue(id);
            return (await ReadAsync(command, cancellationToken)) is [var one] ? one : null;
        });

    public Task<bool> SetStateAsync(Guid id, WebhookState state, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        WriteAsync(State, receipt, [id, EnumName.Of(state)], cancellationToken);

    public Task<bool> MoveAsync(Guid id, string cursor, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        WriteAsync(Move, receipt, [id, cursor], cancellationToken);

    public Task<bool> DeleteAsync(Guid id, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        WriteAsync("DELETE FROM webhook WHERE id = $1", receipt, [id], cancellationToken);

    public Task<bool> SetSecretAsync(Guid id, WebhookSecret secret, DateTimeOffset oldUntil, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return WriteAsync(
            Secret,
            null,
            [id, secret.KeyId, ring.SealForSystem(secret.Key, Purpose(id)), oldUntil.ToUniversalTime()],
            cancellationToken
        );
    }

    public Task<IReadOnlyList<LeasedWebhook>> LeaseAsync(
        DateTimeOffset now,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    ) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(Lease);
            Add(command, [now.ToUniversalTime(), until.ToUniversalTime(), limit, Guid.NewGuid()]);
            return await LeasedAsync(command, cancellationToken);
        });

    public Task<LeasedWebhook?> RenewAsync(LeasedWebhook webhook, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(Renew);
            Add(command, [clock.GetUtcNow().ToUniversalTime(), until.ToUniversalTime(), webhook.Id, webhook.Lease]);
            return (await LeasedAsync(command, cancellationToken)) is [var one] ? one : null;
        });
    }

    public Task<bool> BeginAsync(LeasedWebhook webhook, string cursor, string batch, int size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return WriteAsync(Begin, null, [webhook.Id, webhook.Lease, cursor, batch, size], cancellationToken);
    }

    public Task<bool> AdvanceAsync(
        LeasedWebhook webhook,
        string cursor,
        int delivered,
        string? answer,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return WriteAsync(Advance, null, [webhook.Id, webhook.Lease, cursor, delivered, answer, now.ToUniversalTime()], cancellationToken);
    }

    public Task FailAsync(
        LeasedWebhook webhook,
        string answer,
        DateTimeOffset now,
        DateTimeOffset? notBefore,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(Fail);
            Add(command, [webhook.Id, webhook.Lease, answer, now.ToUniversalTime()]);
            command.Parameters.Add(
                new NpgsqlParameter
                {
                    Value = (object?)notBefore?.ToUniversalTime() ?? DBNull.Value,
                    NpgsqlDbType = NpgsqlDbType.TimestampTz,
                }
            );
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });
    }

    public Task ReleaseAsync(LeasedWebhook webhook, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return WriteAsync(
            "UPDATE webhook SET lease = NULL, leased_until = NULL WHERE id = $1 AND lease = $2",
            null,
            [webhook.Id, webhook.Lease],
            cancellationToken
        );
    }

    private static byte[] Purpose(Guid id) => AssociatedData.Of("webhook", id.ToString("N"));

    private Task<bool> WriteAsync(string sql, CommandReceipt? receipt, object?[] values, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
#pragma warning disable CA2100 // Constants of this class.
                await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
                Add(command, values);
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );

    private static void Add(NpgsqlCommand command, object?[] values)
    {
        foreach (var value in values)
        {
            if (value is null)
                command.Parameters.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            else
                command.Parameters.AddWithValue(value);
        }
    }

    private async Task<IReadOnlyList<Webhook>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<Webhook>();
        while (await row.ReadAsync(cancellationToken))
        {
            all.Add(
                new Webhook(
                    row.GetGuid(0),
                    row.GetString(1),
                    TextSeal.Open(row.GetString(2), ring, NameColumn)!,
                    row.GetString(3),
                    Enum.Parse<WebhookState>(row.GetString(4), ignoreCase: true),
                    row.GetString(5),
                    row.GetFieldValue<DateTimeOffset>(6),
                    Text(row, 7),
                    row.GetString(8),
                    row.GetInt32(9),
                    Moment(row, 10),
                    Moment(row, 11),
                    Text(row, 12),
                    Moment(row, 13),
                    row.GetInt64(14),
                    Moment(row, 15)
                )
            );
        }

        return all;
    }

    private async Task<IReadOnlyList<LeasedWebhook>> LeasedAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<LeasedWebhook>();
        while (await row.ReadAsync(cancellationToken))
        {
            var id = row.GetGuid(0);
            var secrets = new List<WebhookSecret> { new(row.GetString(7), ring.OpenForSystem(row.GetFieldValue<byte[]>(8), Purpose(id))) };
            if (!row.IsDBNull(10))
                secrets.Add(new WebhookSecret(row.GetString(9), ring.OpenForSystem(row.GetFieldValue<byte[]>(10), Purpose(id))));
            all.Add(
                new LeasedWebhook(
                    id,
                    row.GetGuid(1),
                    row.GetString(2),
                    row.GetString(3),
                    row.GetString(4),
                    Text(row, 5),
                    row.IsDBNull(6) ? null : row.GetInt32(6),
                    secrets,
                    row.GetInt32(11),
                    Moment(row, 12)
                )
            );
        }

        return all;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Moment(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
