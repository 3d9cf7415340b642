using System.Text.Json;
using Grid.Domain.Json;
using Grid.Domain.Policies;
using Grid.Grains.Interfaces.Policies;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Policies;

/// <summary>Versions of rules in <c>policy_rule</c>.</summary>
public sealed class PolicyRuleStore(NpgsqlDataSource source) : IPolicyRuleStore
{
    public Task<long> ChangesAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT count(*) + coalesce(sum(changes), 0) FROM policy_rule");
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

    public Task<IReadOnlyList<PolicyRuleVersion>> AllAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                """
                SELECT body, version, status, ends_on, proposed_by, proposed_at, decided_by, decided_at, ended_by, released_at
                FROM policy_rule ORDER BY rule, version
                """
            );
            var versions = new List<PolicyRuleVersion>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                versions.Add(
                    new PolicyRuleVersion(
                        JsonSerializer.Deserialize<PolicyRuleText>(row.GetString(0), DomainJson.Options)
                            ?? throw new JsonException("A rule is empty."),
                        row.GetInt32(1),
                        Enum.Parse<PolicyRuleStatus>(row.GetString(2), ignoreCase: true),
                        row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3),
                        row.GetString(4),
                        row.GetFieldValue<DateTimeOffset>(5),
                        row.IsDBNull(6) ? null : row.GetString(6),
                        row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
                        row.IsDBNull(8) ? null : row.GetString(8),
                        row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9)
                    )
                );
            }

            return (IReadOnlyList<PolicyRuleVersion>)versions;
        });

    public async Task<int?> ProposeAsync(
        PolicyRuleText text,
        string by,
        DateTimeOffset at,
        Func<int, CommandReceipt?> receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(receipt);
        var version = await NextAsync(text.Id, cancellationToken);
        var isStored = await ReceiptedWrite.RunAsync(
            source,
            receipt(version),
            async connection =>
            {
                // Two at once: one of them finds the version, or a version that waits, and stores nothing.
                await using var command = new NpgsqlCommand(
                    """
                    INSERT INTO policy_rule (rule, version, status, body, proposed_by, proposed_at) VALUES ($1, $2, 'proposed', $3, $4, $5)
                    ON CONFLICT DO NOTHING
                    """,
                    connection
                );
                command.Parameters.AddWithValue(text.Id);
                command.Parameters.AddWithValue(version);
                command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, JsonSerializer.Serialize(text, DomainJson.Options));
                command.Parameters.AddWithValue(by);
                command.Parameters.AddWithValue(at.ToUniversalTime());
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );
        return isStored ? version : null;
    }

    public Task<bool> DecideAsync(
        string rule,
        int version,
        bool approve,
        string by,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) =>
        UpdateAsync(
            """
            UPDATE policy_rule SET status = CASE WHEN $3 THEN 'approved' ELSE 'rejected' END, decided_by = $4, decided_at = $5, changes = changes + 1
            WHERE rule = $1 AND version = $2 AND status = 'proposed' AND proposed_by <> $4
            """,
            receipt,
            cancellationToken,
            rule,
            version,
            approve,
            by,
            at.ToUniversalTime()
        );

    public Task<bool> EndAsync(
        string rule,
        int version,
        DateOnly last,
        string by,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) =>
        UpdateAsync(
            """
            UPDATE policy_rule SET ends_on = $3, ended_by = $4, changes = changes + 1
            WHERE rule = $1 AND version = $2 AND status = 'approved' AND (ends_on IS NULL OR ends_on > $3)
                AND ((body ->> 'to') IS NULL OR (body ->> 'to')::date > $3)
            """,
            receipt,
            cancellationToken,
            rule,
            version,
            last,
            by
        );

    private Task<int> NextAsync(string rule, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT coalesce(max(version), 0) + 1 FROM policy_rule WHERE rule = $1");
            command.Parameters.AddWithValue(rule);
            return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

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
}
