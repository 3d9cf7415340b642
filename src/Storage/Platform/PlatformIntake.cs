using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>
/// The platform's applications in <c>platform_application</c>, and in <c>platform_cursor</c> how far they are downloaded.
/// </summary>
public sealed class PlatformIntake(NpgsqlDataSource source, RegisterSecrets secrets) : IPlatformIntake
{
    private const int LargestPage = 1000;
    private const int LongestNumber = 64;
    private const int LongestCursor = 30;
    private const int LongestReason = 500;

    public Task<string?> CursorAsync(string region, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT cursor FROM platform_cursor WHERE region = $1");
            command.Parameters.AddWithValue(region);
            return await command.ExecuteScalarAsync(cancellationToken) as string;
        });

    public Task StoreAsync(string region, IReadOnlyList<PlatformDownload> items, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Count == 0
            ? Task.CompletedTask
            : StoreCall.RunAsync(async () =>
            {
                await using var batch = source.CreateBatch(); // One transaction.
                batch.BatchCommands.Add(new NpgsqlBatchCommand(IntakeSql.Turn).With(region));
                foreach (var item in items)
                    batch.BatchCommands.Add(StatementOf(region, item, at.ToUniversalTime()));
                return await batch.ExecuteNonQueryAsync(cancellationToken);
            });
    }

    public Task<bool> AdvanceAsync(string region, string cursor, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            if (PlaceOf(cursor) is not { } place)
                return false;
            await using var command = source.CreateCommand(IntakeSql.Advance);
            command.Parameters.AddWithValue(region);
            command.Parameters.AddWithValue(cursor);
            command.Parameters.AddWithValue(NpgsqlDbType.Numeric, place);
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        });

    public Task<IReadOnlyList<StoredApplication>> PendingAsync(string region, int limit, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(IntakeSql.Pending);
            command.Parameters.AddWithValue(region);
            command.Parameters.AddWithValue(Math.Clamp(limit, 1, LargestPage));
            var pending = new List<StoredApplication>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var number = row.GetString(1);
                var fields = OutboxSeal.Open<JsonElement>(
                    row.GetFieldValue<byte[]>(3),
                    secrets.Ring,
                    OwnerOf(region, number),
                    OutboxSeal.PlatformApplications
                );
                pending.Add(
                    new StoredApplication(row.GetInt64(0), region, number, row.GetInt32(2), fields, row.GetFieldValue<DateTimeOffset>(4))
                );
            }

            return (IReadOnlyList<StoredApplication>)pending;
        });

    public Task SettleAsync(
        long id,
        string? application,
        ApplicationRefusal? refusal,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        StoreCall.RunAsync(async () =>
        {
            var words = refusal?.Reason is { } reason
                ? OutboxSeal.Seal(
                    reason.Length <= LongestReason ? reason : reason[..LongestReason],
                    secrets.Ring,
                    id.ToString(CultureInfo.InvariantCulture),
                    OutboxSeal.PlatformRefusals
                )
                : null;
            await using var command = source.CreateCommand(IntakeSql.Settle);
            command.Parameters.AddWithValue(id);
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)application ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            command.Parameters.Add(
                new NpgsqlParameter { Value = (object?)refusal?.Field ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
            );
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)words ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
            command.Parameters.AddWithValue(at.ToUniversalTime());
            command.Parameters.AddWithValue(refusal is not null);
            command.Parameters.Add(
                new NpgsqlParameter
                {
                    Value = (object?)refusal?.RetryAt?.ToUniversalTime() ?? DBNull.Value,
                    NpgsqlDbType = NpgsqlDbType.TimestampTz,
                }
            );
            command.Parameters.Add(
                new NpgsqlParameter { Value = (object?)refusal?.Office ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
            );
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)refusal?.Due ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });

    public Task RetryDueAsync(string region, DateTimeOffset now, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(IntakeSql.RetryDue);
            command.Parameters.AddWithValue(region);
            command.Parameters.AddWithValue(now.ToUniversalTime());
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });

    public Task<Page<RefusedApplication>> RefusedAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(() => RefusedApplications.PageAsync(source, secrets.Ring, scope, page, cancellationToken));
    }

    public Task<bool> RetryAsync(
        long id,
        string reach,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using (var command = new NpgsqlCommand(IntakeSql.Retry, connection))
                {
                    command.Parameters.AddWithValue(id);
                    command.Parameters.AddWithValue(reach);
                    if (await command.ExecuteScalarAsync(cancellationToken) is null)
                        return false;
                }

                await OrderLog.AppendAsync(
                    connection,
                    OrderLog.Plain(PlatformOrderKind.RetryApplication, by, reason, at) with
                    {
                        Application = id,
                    },
                    cancellationToken
                );
                return true;
            },
            cancellationToken
        );

    private NpgsqlBatchCommand StatementOf(string region, PlatformDownload item, DateTimeOffset at)
    {
        var number = item.Number?.Trim() is { Length: > 0 and <= LongestNumber } given && Prefix.IsWellFormed(given) ? given : null;
        var place = PlaceOf(item.Cursor);
        var digest = secrets.RegisterKey.ContentHash(CanonicalJson.Of(item.Fields));
        var content = OutboxSeal.Seal(item.Fields, secrets.Ring, OwnerOf(region, number), OutboxSeal.PlatformApplications);
        var command = new NpgsqlBatchCommand(number is null ? IntakeSql.StoreWithoutNumber : IntakeSql.Store).With(region);
        if (number is not null)
            command.With(number);
        return command.With(NpgsqlDbType.Numeric, place).With(digest).With(content).With(at);
    }

    private static BigInteger? PlaceOf(string cursor) =>
        cursor.Length <= LongestCursor && BigInteger.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place
            : null;

    private static string OwnerOf(string region, string? number) => $"{region}/{number}";
}
