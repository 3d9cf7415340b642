using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Notices;

/// <summary>
/// The outbox of messages in <c>notice</c>, and in <c>notice_sent</c> what became of them. A message that left and is then reported
/// undeliverable comes back to the outbox as one that is not tried again by itself; a message given up holds back none of the person's
/// later ones.
/// </summary>
public sealed class NoticeOutbox(NpgsqlDataSource source, KeyRing ring, TimeProvider clock) : INoticeOutbox
{
    private const int LargestLease = 1000;
    private const int LargestInbox = 1000;
    private const int LongestReason = 500;

    /// <summary>Kinds whose outcome goes into the person's journal (<see cref="NoticeOutcomes"/>).</summary>
    private static readonly string[] Recorded = [.. InformingNotices.Kinds.Select(EnumName.Of)];

    public Task<IReadOnlyList<LeasedNotice>> LeaseAsync(
        DateTimeOffset now,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    ) =>
        StoreCall.RunAsync(async () =>
        {
            var lease = Guid.NewGuid();
            await using var command = source.CreateCommand(NoticeSql.Lease);
            command.Parameters.AddWithValue(now.ToUniversalTime());
            command.Parameters.AddWithValue(until.ToUniversalTime());
            command.Parameters.AddWithValue(Math.Clamp(limit, 1, LargestLease));
            command.Parameters.AddWithValue(lease);
            var leased = new List<LeasedNotice>();
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken))
                {
                    var person = PersonId.FromGuid(row.GetGuid(1));
                    var notice = OutboxSeal.Open<PersonNotice>(row.GetFieldValue<byte[]>(2), ring, person.ToString(), OutboxSeal.Notices);
                    leased.Add(
                        new LeasedNotice(row.GetInt64(0), person, notice, row.GetInt32(3), row.GetInt32(4), lease)
                        {
                            TraceParent = row.IsDBNull(5) ? null : row.GetString(5),
                        }
                    );
                }
            }

            leased.Sort((one, other) => one.Id.CompareTo(other.Id));
            return (IReadOnlyList<LeasedNotice>)leased;
        });

    public Task MarkSentAsync(LeasedNotice notice, SentNotice sent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(sent);
        return StoreCall.RunAsync(async () =>
        {
            var text = await KeyOfAsync(notice.Person, cancellationToken) is { } key
                ? PersonSeal.Seal(sent.Text, key, notice.Person.ToString(), PersonSeal.Notice(notice.Id))
                : null;
            await using var batch = source.CreateBatch(); // One transaction.
            if (sent.GatewayId is not null)
            {
                // A gateway that gives a number again means the newest message by it; the older one keeps what was reported until now.
                var release = new NpgsqlBatchCommand(NoticeSql.ReleaseGatewayId);
                release.Parameters.AddWithValue(sent.GatewayId);
                release.Parameters.AddWithValue(notice.Id);
                batch.BatchCommands.Add(release);
            }

            var move = new NpgsqlBatchCommand(NoticeSql.MarkSent);
            move.Parameters.AddWithValue(notice.Id);
            move.Parameters.AddWithValue(notice.Lease);
            move.Parameters.AddWithValue(sent.Channel);
            move.Parameters.Add(new NpgsqlParameter { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
            move.Parameters.Add(new NpgsqlParameter { Value = (object?)sent.GatewayId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            move.Parameters.AddWithValue(sent.At.ToUniversalTime());
            batch.BatchCommands.Add(move);
            return await batch.ExecuteNonQueryAsync(cancellationToken);
        });
    }

    public Task MarkFailedAsync(LeasedNotice notice, string reason, DateTimeOffset? retryAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return ExecuteAsync(
            NoticeSql.MarkFailed,
            command =>
            {
                command.Parameters.AddWithValue(notice.Id);
                command.Parameters.AddWithValue(notice.Lease);
                command.Parameters.AddWithValue(Short(reason));
                AddMoment(command, retryAt);
                AddMoment(command, retryAt is null ? clock.GetUtcNow() : null);
                command.Parameters.AddWithValue(Recorded);
            },
            cancellationToken
        );
    }

    public async Task<bool> MarkDeliveryAsync(
        string gatewayId,
        bool delivered,
        string? reason,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        await StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(delivered ? NoticeSql.Delivered : NoticeSql.NotDelivered);
            command.Parameters.AddWithValue(gatewayId);
            command.Parameters.AddWithValue(at.ToUniversalTime());
            command.Parameters.AddWithValue(Recorded);
            if (!delivered)
                command.Parameters.AddWithValue(Short(reason ?? "notDelivered"));
            return await command.ExecuteScalarAsync(cancellationToken) is > 0L;
        });

    public Task<long> CountUndeliveredAsync(SearchScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(() => UndeliveredList.CountAsync(source, scope, cancellationToken));
    }

    public Task<Page<UndeliveredNotice>> UndeliveredAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(() => UndeliveredList.PageAsync(source, scope, page, cancellationToken));
    }

    public Task<bool> RetryAsync(
        long id,
        SearchScope scope,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scope);
        return ReceiptedWrite.RunAsync(source, receipt, WriteAsync, cancellationToken);

        async Task<bool> WriteAsync(NpgsqlConnection connection)
        {
            await using var command = new NpgsqlCommand { Connection = connection };
            command.Parameters.AddWithValue(id);
            command.Parameters.AddWithValue(now.ToUniversalTime());
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = NoticeSql.Retry(scope, command);
#pragma warning restore CA2100
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        }
    }

    public Task<IReadOnlyList<InboxNotice>> InboxAsync(
        PersonId person,
        DateTimeOffset? since,
        int limit,
        CancellationToken cancellationToken
    ) =>
        StoreCall.RunAsync(async () =>
        {
            if (await KeyOfAsync(person, cancellationToken) is not { } key)
                return [];
            await using var command = source.CreateCommand(
                """
                SELECT id, kind, text, at, delivered FROM notice_sent
                WHERE person_id = $1 AND text IS NOT NULL AND ($3::timestamptz IS NULL OR created_at >= $3)
                ORDER BY at DESC, id DESC LIMIT $2
                """
            );
            command.Parameters.AddWithValue(person.ToGuid());
            command.Parameters.AddWithValue(Math.Clamp(limit, 1, LargestInbox));
            command.Parameters.AddWithValue(NpgsqlDbType.TimestampTz, (object?)since?.ToUniversalTime() ?? DBNull.Value);
            var inbox = new List<InboxNotice>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                inbox.Add(
                    new InboxNotice(
                        JsonSerializer.Deserialize<NoticeKind>($"\"{row.GetString(1)}\""),
                        PersonSeal.Open(row.GetFieldValue<byte[]>(2), key, person.ToString(), PersonSeal.Notice(row.GetInt64(0))),
                        row.GetFieldValue<DateTimeOffset>(3),
                        row.IsDBNull(4) ? null : row.GetBoolean(4)
                    )
                );
            }

            return (IReadOnlyList<InboxNotice>)inbox;
        });

    private async Task<DataKey?> KeyOfAsync(PersonId person, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT data_key FROM person WHERE person_id = $1");
        command.Parameters.AddWithValue(person.ToGuid());
        return await command.ExecuteScalarAsync(cancellationToken) is byte[] wrapped
            ? DataKey.Unwrap(ring, wrapped, person.ToString())
            : null;
    }

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

    private static string Short(string reason) => reason.Length <= LongestReason ? reason : reason[..LongestReason];
}
