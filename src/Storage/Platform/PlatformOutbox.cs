using System.Globalization;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Persons;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>The outbox of the platform in <c>platform_item</c>, and in <c>platform_sent</c> what left it.</summary>
public sealed class PlatformOutbox(NpgsqlDataSource source, KeyRing ring, ICommitFaults? faults = null) : IPlatformOutbox
{
    /// <summary>Reason code of an item that cannot be opened: its person was erased, or it was changed.</summary>
    public const string Unreadable = "unreadable";

    private const int LargestLease = 5000;
    private const int LongestReason = 500;
    private const int LongestCode = 100;

    public async Task<IReadOnlyList<LeasedItem>> LeaseAsync(
        DateTimeOffset now,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var lease = Guid.NewGuid();
        var unreadable = new List<ItemOutcome>();
        var leased = await StoreCall.RunAsync(async () =>
        {
            unreadable.Clear();
            await using var command = source.CreateCommand(PlatformSql.Lease);
            command.Parameters.AddWithValue(now.ToUniversalTime());
            command.Parameters.AddWithValue(until.ToUniversalTime());
            command.Parameters.AddWithValue(Math.Clamp(limit, 1, LargestLease));
            command.Parameters.AddWithValue(lease);
            var items = new List<LeasedItem>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var (id, person) = (row.GetInt64(0), PersonId.FromGuid(row.GetGuid(1)));
                try
                {
                    var item = ItemSeal.Open(
                        row.GetFieldValue<byte[]>(3),
                        ring,
                        row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6),
                        person.ToString()
                    );
                    var region = row.GetString(2);
                    items.Add(
                        new LeasedItem(
                            id,
                            person,
                            region,
                            item with
                            {
                                Region = region,
                            },
                            row.GetInt32(4),
                            lease,
                            row.GetFieldValue<DateTimeOffset>(5)
                        )
                        {
                            TraceParent = row.IsDBNull(7) ? null : row.GetString(7),
                        }
                    );
                }
                catch (Exception e) when (e is SealKeyMissingException or SealBrokenException or JsonException)
                {
                    unreadable.Add(
                        new ItemOutcome(
                            id,
                            Accepted: false,
                            Unreadable,
                            $"内容无法读取 / the content cannot be read: {e.GetType().Name}",
                            null,
                            now
                        )
                    );
                }
            }

            items.Sort((one, other) => one.Id.CompareTo(other.Id));
            return items;
        });
        await MarkAsync(lease, unreadable, cancellationToken);
        return leased;
    }

    public Task MarkAsync(Guid lease, IReadOnlyList<ItemOutcome> outcomes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return outcomes.Count == 0
            ? Task.CompletedTask
            : StoreCall.RunAsync(async () =>
            {
                var accepted = outcomes.Where(outcome => outcome.Accepted).OrderBy(outcome => outcome.Id).ToArray();
                var others = outcomes.Where(outcome => !outcome.Accepted).OrderBy(outcome => outcome.Id).ToArray();
                var now = outcomes.Max(outcome => outcome.At).ToUniversalTime();
                faults?.BeforeMark(outcomes.Count);
                await using var batch = source.CreateBatch(); // One transaction.
                if (accepted.Length > 0)
                {
                    Add(PlatformSql.Accept)
                        .With(lease)
                        .With(NpgsqlDbType.Array | NpgsqlDbType.Bigint, accepted.Select(outcome => outcome.Id).ToArray())
                        .With(
                            NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                            accepted.Select(outcome => outcome.At.ToUniversalTime()).ToArray()
                        );
                }

                if (others.Length > 0)
                {
                    Add(PlatformSql.Free)
                        .With(lease)
                        .With(NpgsqlDbType.Array | NpgsqlDbType.Bigint, others.Select(outcome => outcome.Id).ToArray())
                        .With(
                            NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                            others.Select(outcome => IsListed(outcome) ? outcome.At.ToUniversalTime() : (DateTimeOffset?)null).ToArray()
                        )
                        .With(NpgsqlDbType.Array | NpgsqlDbType.Boolean, others.Select(outcome => outcome.ByHand).ToArray())
                        .With(
                            NpgsqlDbType.Array | NpgsqlDbType.Text,
                            others.Select(outcome => Short(outcome.ReasonCode, LongestCode)).ToArray()
                        )
                        .With(NpgsqlDbType.Array | NpgsqlDbType.Bytea, others.Select(SealedReason).ToArray())
                        .With(
                            NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                            others.Select(outcome => outcome.RetryAt?.ToUniversalTime()).ToArray()
                        )
                        .With(NpgsqlDbType.TimestampTz, now);
                }

                var gone = outcomes.Where(outcome => outcome.Accepted || outcome.ByHand).Select(outcome => outcome.Id).ToArray();
                if (gone.Length > 0)
                    Add(PlatformSql.Wake).With(NpgsqlDbType.Array | NpgsqlDbType.Bigint, gone).With(NpgsqlDbType.TimestampTz, now);
                return await batch.ExecuteNonQueryAsync(cancellationToken);

                NpgsqlBatchCommand Add(string sql)
                {
                    var command = new NpgsqlBatchCommand(sql);
                    batch.BatchCommands.Add(command);
                    return command;
                }
            });
    }

    public Task<Page<RefusedItem>> RefusedAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(() => ListedItems.PageAsync(source, ring, scope, page, cancellationToken));
    }

    public Task<RefusedItem?> FindAsync(long id, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(() => ListedItems.FindAsync(source, ring, id, cancellationToken));

    public Task<bool> ResendAsync(
        long id,
        PlatformItem? renewed,
        string by,
        string reason,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            connection => ListedItems.ResendAsync(connection, ring, id, renewed, by, reason, now, cancellationToken),
            cancellationToken
        );

    public Task<bool> SettleAsync(
        long id,
        bool byHand,
        string by,
        string reason,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            connection => ListedItems.SettleAsync(connection, id, byHand, by, reason, now, cancellationToken),
            cancellationToken
        );

    public async Task<long> ResendDaysAsync(
        DateOnly from,
        DateOnly to,
        string? region,
        PlatformItemKind? kind,
        string by,
        string reason,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        var count = 0L;
        var order = OrderLog.Plain(PlatformOrderKind.ResendDays, by, reason, now) with
        {
            From = from,
            To = to,
            Region = region,
            ItemKind = kind,
        };
        return await ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                count = await SentItems.PutBackAsync(connection, order, cancellationToken);
                if (count == 0)
                    return false;
                await OrderLog.AppendAsync(connection, order with { Items = count }, cancellationToken);
                return true;
            },
            cancellationToken
        )
            ? count
            : 0;
    }

    public Task<IReadOnlyList<PlatformDayFigure>> SentAsync(DateOnly day, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(() => DayFigures.ReadAsync(source, DayFigures.Sent, day, cancellationToken));

    public Task<OutboxState> StateAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(PlatformSql.State);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            return new OutboxState(
                row.GetInt64(0),
                row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1),
                row.GetInt64(2),
                row.GetInt64(3),
                row.GetInt64(4)
            );
        });

    private static bool IsListed(ItemOutcome outcome) => outcome.ByHand || outcome.Refusal is not null || outcome.ReasonCode is not null;

    private byte[]? SealedReason(ItemOutcome outcome) =>
        outcome.Refusal is { } reason
            ? OutboxSeal.Seal(
                Short(reason, LongestReason),
                ring,
                outcome.Id.ToString(CultureInfo.InvariantCulture),
                OutboxSeal.PlatformReasons
            )
            : null;

    private static string? Short(string? text, int longest) => text is null || text.Length <= longest ? text : text[..longest];
}
