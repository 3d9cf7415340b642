using System.Globalization;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Systems;
using Grid.Storage.Batching;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Systems;

/// <summary>
/// The outbox of messages to other systems, in <c>matter_message</c>: those of matters were its first, and tables keep their names.
/// </summary>
public sealed class SystemOutbox(NpgsqlDataSource source, KeyRing ring, TimeProvider clock) : ISystemOutbox
{
    private const int LargestLease = 1000;
    private const int LongestReason = 500;
    private const int LargestPage = 200;

    /// <summary>
    /// $1 now, $2 until, $3 limit, $4 lease, $5 kind. Only a subject's oldest message that has not arrived, also where that one was given up.
    /// </summary>
    private const string Lease = """
        WITH chosen AS MATERIALIZED (
            SELECT m.id FROM matter_message AS m
            WHERE m.sent_at IS NULL AND m.gave_up_at IS NULL AND m.not_before <= $1 AND m.kind = $5
                AND m.id = (SELECT min(one.id) FROM matter_message AS one WHERE one.matter = m.matter AND one.sent_at IS NULL)
            ORDER BY m.not_before, m.id LIMIT $3
            FOR UPDATE OF m SKIP LOCKED)
        UPDATE matter_message AS m SET lease = $4, leased_until = $2, not_before = $2, attempts = m.attempts + 1
        FROM chosen WHERE m.id = chosen.id
        RETURNING m.id, m.person_id, m.content, m.attempts - 1, coalesce(m.put_back_at, m.created_at), m.traceparent
        """;

    /// <summary>$1 id, $2 lease, $3 moment, $4 and $5 number and state of a certificate. What the licence platform has is kept.</summary>
    private const string Sent = $"""
        WITH sent AS (
            UPDATE matter_message SET sent_at = $3, lease = NULL, leased_until = NULL, failed_reason = NULL WHERE id = $1 AND lease = $2
            RETURNING id, person_id, matter)
        {Confirmed}
        """;

    /// <summary>What the licence platform has of a registration's certificate; of an older item than is known nothing.</summary>
    private const string Confirmed = """
        INSERT INTO licence (registration, person_id, certificate, state, message, confirmed_at)
        SELECT matter, person_id, $4::text, $5::text, id, $3 FROM sent WHERE $4::text IS NOT NULL
        ON CONFLICT (registration) DO UPDATE SET person_id = excluded.person_id, certificate = excluded.certificate, state = excluded.state,
            message = excluded.message, confirmed_at = excluded.confirmed_at
        WHERE licence.message <= excluded.message
        """;

    /// <summary>
    /// $1 id, $2 by, $3 moment, $4 and $5 as for <see cref="Sent"/>, where its system has it another way; $6 how. The content goes.
    /// </summary>
    private const string Settled = $"""
        WITH sent AS (
            UPDATE matter_message SET sent_at = $3, settled_at = $3, settled_by = $2, settled_how = $6, gave_up_at = NULL, content = ''
            WHERE id = $1
            RETURNING id, person_id, matter)
        {Confirmed}
        """;

    /// <summary>$1 id, $2 lease, $3 reason, $4 when to try again, $5 since when it is given up; one of both is null.</summary>
    private const string Failed = """
        UPDATE matter_message SET lease = NULL, leased_until = NULL, failed_reason = $3, not_before = coalesce($4, not_before), gave_up_at = $5
        WHERE id = $1 AND lease = $2
        """;

    public Task<IReadOnlyList<LeasedMessage>> LeaseAsync(
        OutsideSystem system,
        DateTimeOffset now,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    ) =>
        StoreCall.RunAsync(async () =>
        {
            var lease = Guid.NewGuid();
            await using var command = source.CreateCommand(Lease);
            command.Parameters.AddWithValue(now.ToUniversalTime());
            command.Parameters.AddWithValue(until.ToUniversalTime());
            command.Parameters.AddWithValue(Math.Clamp(limit, 1, LargestLease));
            command.Parameters.AddWithValue(lease);
            command.Parameters.AddWithValue(EnumName.Of(system));
            var leased = new List<LeasedMessage>();
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken))
                {
                    var person = PersonId.FromGuid(row.GetGuid(1));
                    leased.Add(
                        new LeasedMessage(
                            row.GetInt64(0),
                            person,
                            OutboxSeal.Open<SystemMessage>(
                                row.GetFieldValue<byte[]>(2),
                                ring,
                                person.ToString(),
                                OutboxSeal.SystemMessages
                            ),
                            row.GetInt32(3),
                            row.GetFieldValue<DateTimeOffset>(4),
                            lease
                        )
                        {
                            TraceParent = row.IsDBNull(5) ? null : row.GetString(5),
                        }
                    );
                }
            }

            leased.Sort((one, other) => one.Id.CompareTo(other.Id));
            return (IReadOnlyList<LeasedMessage>)leased;
        });

    public Task MarkSentAsync(LeasedMessage message, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return ExecuteAsync(
            Sent,
            command =>
            {
                command.Parameters.AddWithValue(message.Id);
                command.Parameters.AddWithValue(message.Lease);
                command.Parameters.AddWithValue(at.ToUniversalTime());
                AddCertificate(command, message.Message);
            },
            cancellationToken
        );
    }

    public Task MarkFailedAsync(LeasedMessage message, string reason, DateTimeOffset? retryAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(reason);
        return ExecuteAsync(
            Failed,
            command =>
            {
                command.Parameters.AddWithValue(message.Id);
                command.Parameters.AddWithValue(message.Lease);
                command.Parameters.AddWithValue(reason.Length <= LongestReason ? reason : reason[..LongestReason]);
                AddMoment(command, retryAt);
                AddMoment(command, retryAt is null ? clock.GetUtcNow() : null);
            },
            cancellationToken
        );
    }

    public Task<Page<GivenUpMessage>> GivenUpAsync(
        IReadOnlyCollection<OutsideSystem> systems,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(systems);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var command = source.CreateCommand();
            var conditions = $"{GivenUp(systems, command)} AND {OfficeScope.Of(scope, command)}";
            if (Cursor.Read(page.After, 1) is [var after])
            {
                conditions += long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    ? $" AND id > {QueryValues.Add(command, id, NpgsqlDbType.Bigint)}"
                    : throw new InvalidCursorException();
            }
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"""
                SELECT id, person_id, kind, matter, about, office, attempts, coalesce(failed_reason, ''), gave_up_at FROM matter_message
                WHERE {conditions} ORDER BY id LIMIT {size + 1}
                """;
#pragma warning restore CA2100
            var items = new List<GivenUpMessage>(size);
            string? next = null;
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (items.Count == size)
                {
                    next = Cursor.Of(items[^1].Id.ToString(CultureInfo.InvariantCulture));
                    break;
                }

                items.Add(
                    new GivenUpMessage(
                        row.GetInt64(0),
                        PersonId.FromGuid(row.GetGuid(1)),
                        Named<OutsideSystem>(row.GetString(2)),
                        row.GetString(3),
                        row.GetString(4),
                        row.GetString(5),
                        row.GetInt32(6),
                        row.GetString(7),
                        row.GetFieldValue<DateTimeOffset>(8)
                    )
                );
            }

            return new Page<GivenUpMessage>(items, next);
        });
    }

    public Task<bool> ResendAsync(
        long id,
        IReadOnlyCollection<OutsideSystem> systems,
        SearchScope scope,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(systems);
        ArgumentNullException.ThrowIfNull(scope);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand { Connection = connection };
                command.Parameters.AddWithValue(id);
                command.Parameters.AddWithValue(now.ToUniversalTime());
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
                command.CommandText = $"""
                    UPDATE matter_message SET gave_up_at = NULL, not_before = $2, put_back_at = $2, attempts = 0
                    WHERE id = $1 AND {GivenUp(systems, command)} AND {OfficeScope.Of(scope, command)}
                    """;
#pragma warning restore CA2100
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );
    }

    public Task<bool> SettleAsync(
        long id,
        IReadOnlyCollection<OutsideSystem> systems,
        SearchScope scope,
        bool byHand,
        string by,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(systems);
        ArgumentNullException.ThrowIfNull(scope);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                if (await LockAsync(connection, id, systems, scope, cancellationToken) is not { } message)
                    return false;
                await using var command = new NpgsqlCommand(Settled, connection);
                command.Parameters.AddWithValue(id);
                command.Parameters.AddWithValue(by);
                command.Parameters.AddWithValue(now.ToUniversalTime());
                AddCertificate(command, byHand ? message : null);
                command.Parameters.AddWithValue(byHand ? "byHand" : "skipped");
                await command.ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken
        );
    }

    public Task<int> ForgetAsync(OutsideSystem system, DateTimeOffset before, CancellationToken cancellationToken) =>
        ExecuteAsync(
            "DELETE FROM matter_message WHERE sent_at < $1 AND kind = $2 AND settled_at IS NULL",
            command =>
            {
                command.Parameters.AddWithValue(before.ToUniversalTime());
                command.Parameters.AddWithValue(EnumName.Of(system));
            },
            cancellationToken
        );

    internal static T Named<T>(string name)
        where T : struct, Enum => JsonSerializer.Deserialize<T>($"\"{name}\"");

    /// <summary>A message that is on the list, locked until the transaction ends; null when it is not, or not within the scope.</summary>
    private async Task<SystemMessage?> LockAsync(
        NpgsqlConnection connection,
        long id,
        IReadOnlyCollection<OutsideSystem> systems,
        SearchScope scope,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        command.Parameters.AddWithValue(id);
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
        command.CommandText = $"""
            SELECT person_id, content FROM matter_message
            WHERE id = $1 AND {GivenUp(systems, command)} AND {OfficeScope.Of(scope, command)} FOR UPDATE
            """;
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? OutboxSeal.Open<SystemMessage>(
                row.GetFieldValue<byte[]>(1),
                ring,
                PersonId.FromGuid(row.GetGuid(0)).ToString(),
                OutboxSeal.SystemMessages
            )
            : null;
    }

    private static string GivenUp(IReadOnlyCollection<OutsideSystem> systems, NpgsqlCommand command)
    {
        string[] names = [.. systems.Select(EnumName.Of)];
        return $"gave_up_at IS NOT NULL AND sent_at IS NULL AND kind = ANY ({QueryValues.Add(command, names, NpgsqlDbType.Array | NpgsqlDbType.Text)})";
    }

    /// <summary>Number and state of the certificate that an item for licences is about; nothing for other messages.</summary>
    private static void AddCertificate(NpgsqlCommand command, SystemMessage? message)
    {
        var licence = message?.System == OutsideSystem.Licence ? message.Content : (JsonElement?)null;
        AddText(command, licence?.GetProperty("certificate").GetString());
        AddText(command, licence?.GetProperty("status").GetString());
    }

    private static void AddText(NpgsqlCommand command, string? text) =>
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });

    private Task<int> ExecuteAsync(string sql, Action<NpgsqlCommand> fill, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(sql);
            fill(command);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });

    private static void AddMoment(NpgsqlCommand command, DateTimeOffset? moment) =>
        command.Parameters.Add(
            new NpgsqlParameter { Value = (object?)moment?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz }
        );
}
