using System.Globalization;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
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

/// <summary>Refused applications in <c>platform_application</c>, as their offices see and settle them.</summary>
public sealed class PlatformSettlements(NpgsqlDataSource source, KeyRing ring) : IPlatformSettlements
{
    private const int LargestPage = 200;

    /// <summary>Who sees it: the office in charge; without one the province has it, beside that region's own offices.</summary>
    private const string Holder = "coalesce(i.office, rpad(i.region, 8, '0'))";

    private const string Open = "i.status = 'refused' AND i.number IS NOT NULL";

    /// <summary>One of an older version has no last day: it is late already.</summary>
    private const string Due = "coalesce(i.due, '-infinity'::date)";

    private const string Columns = """
        i.id, i.region, i.number, i.office, i.due, i.refusal_field, i.refusal, i.retry_at, i.settled_at, i.content, (
            SELECT max(o.application) FROM platform_application AS o WHERE o.region = i.region AND o.number = i.number AND o.status = 'handedOver')
        """;

    private static readonly OperatorsList Settled = new(
        "platform_application AS i",
        "i.id, i.region, i.number, i.office, i.due, i.status = 'settled', i.settlement, i.settled_at",
        "i.status IN ('joining', 'settled') AND i.settlement IS NOT NULL", // What was erased is on no list.
        "i.settled_at",
        Holder
    );

    public Task<Page<ToSettle>> OpenAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var command = source.CreateCommand();
            var conditions = $"{Open} AND {OfficeScope.Of(scope, command, Holder)}";
            if (Cursor.Read(page.After, 2) is [var due, var id])
            {
                conditions +=
                    $" AND ({Due}, i.id) > ({QueryValues.Add(command, DayOf(due), NpgsqlDbType.Date)}, {QueryValues.Add(command, IdOf(id), NpgsqlDbType.Bigint)})";
            }
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText =
                $"SELECT {Columns} FROM platform_application AS i WHERE {conditions} ORDER BY {Due}, i.id LIMIT {size + 1}";
#pragma warning restore CA2100
            var items = new List<ToSettle>(size);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (items.Count == size)
                {
                    return new Page<ToSettle>(
                        items,
                        Cursor.Of(
                            (items[^1].Due ?? DateOnly.MinValue).ToString("O", CultureInfo.InvariantCulture),
                            items[^1].Id.ToString(CultureInfo.InvariantCulture)
                        )
                    );
                }

                items.Add(Of(row));
            }

            return new Page<ToSettle>(items, null);
        });
    }

    public Task<IReadOnlyDictionary<string, ToSettleCount>> CountAsync(
        SearchScope scope,
        int digits,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            var counts = new Dictionary<string, ToSettleCount>(StringComparer.Ordinal);
            await using var command = source.CreateCommand();
            var part = $"left({Holder}, {QueryValues.Add(command, digits, NpgsqlDbType.Integer)})";
            var day = QueryValues.Add(command, today, NpgsqlDbType.Date);
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText =
                $"SELECT {part}, count(*), count(*) FILTER (WHERE {Due} < {day}) FROM platform_application AS i WHERE {Open} AND {OfficeScope.Of(scope, command, Holder)} GROUP BY 1";
#pragma warning restore CA2100
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                counts.Add(row.GetString(0), new ToSettleCount(row.GetInt64(1), row.GetInt64(2)));
            return (IReadOnlyDictionary<string, ToSettleCount>)counts;
        });
    }

    public Task<ToSettle?> FindAsync(long id, SearchScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand();
            var one = QueryValues.Add(command, id, NpgsqlDbType.Bigint);
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText =
                $"SELECT {Columns} FROM platform_application AS i WHERE i.id = {one} AND {Open} AND {OfficeScope.Of(scope, command, Holder)}";
#pragma warning restore CA2100
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? Of(row) : null;
        });
    }

    public async Task<SettlementOutcome> SettleAsync(
        long id,
        PlatformSettlement settlement,
        PlatformItem? result,
        SearchScope scope,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(settlement);
        ArgumentNullException.ThrowIfNull(scope);
        var outcome = SettlementOutcome.NotOpen;
        await ReceiptedWrite.RunAsync(source, receipt, WriteAsync, cancellationToken);
        return outcome;

        async Task<bool> WriteAsync(NpgsqlConnection connection)
        {
            outcome = SettlementOutcome.NotOpen;
            var versions = await LockAsync(connection, id, scope, cancellationToken);
            if (!versions.Any(one => one.Id == id && one.Status == "refused"))
                return false;

            // Of several refused contents of a number the first one that is closed makes the result, unless another one is taken over, or
            // may be in a moment: if that is refused too, its own end makes the result.
            var taken = versions.Any(one => one.Id != id && (one.Status is "pending" or "handedOver" or "joining" || one.HasResult));
            if (taken && settlement.Joined is not null)
            {
                outcome = SettlementOutcome.TakenOver;
                return false;
            }

            var answers = result is not null && !taken;
            await SettleAsync(connection, id, settlement, answers, cancellationToken);
            if (answers)
                await AddAsync(connection, id, result!, settlement, cancellationToken);
            outcome = SettlementOutcome.Done;
            return true;
        }
    }

    public Task<IReadOnlyList<JoiningApplication>> JoiningAsync(string region, int limit, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "SELECT id, number, settlement FROM platform_application WHERE region = $1 AND status = 'joining' ORDER BY id LIMIT $2"
            );
            command.Parameters.AddWithValue(region);
            command.Parameters.AddWithValue(Math.Clamp(limit, 1, LargestPage));
            var waiting = new List<JoiningApplication>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                waiting.Add(new JoiningApplication(row.GetInt64(0), row.GetString(1), SettlementOf(row, row.GetInt64(0), 2)));
            return (IReadOnlyList<JoiningApplication>)waiting;
        });

    public Task JoinedAsync(long id, DateTimeOffset at, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "UPDATE platform_application SET status = 'settled', settled_at = $2, content = NULL WHERE id = $1 AND status = 'joining'"
            );
            command.Parameters.AddWithValue(id);
            command.Parameters.AddWithValue(at.ToUniversalTime());
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });

    public Task NotJoinedAsync(long id, string reason, DateTimeOffset at, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                """
                UPDATE platform_application SET status = 'refused', settled_at = $2, settled_by = NULL, settlement = NULL, application = NULL, refusal_field = 'settlement', refusal = $3
                WHERE id = $1 AND status = 'joining'
                """
            );
            command.Parameters.AddWithValue(id);
            command.Parameters.AddWithValue(at.ToUniversalTime());
            command.Parameters.AddWithValue(OutboxSeal.Seal(reason, ring, Text(id), OutboxSeal.PlatformRefusals));
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });

    public Task<Page<SettledApplication>> SettledAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var (items, total, next) = await Settled.PageAsync(
                source,
                scope,
                page,
                row =>
                    (
                        At: row.GetFieldValue<DateTimeOffset>(7),
                        One: new SettledApplication(
                            row.GetInt64(0),
                            row.GetString(1),
                            row.GetString(2),
                            row.IsDBNull(3) ? null : row.GetString(3),
                            row.IsDBNull(4) ? null : row.GetFieldValue<DateOnly>(4),
                            row.GetBoolean(5),
                            SettlementOf(row, row.GetInt64(0), 6)
                        )
                    ),
                item => (item.At, item.One.Id),
                cancellationToken
            );
            return new Page<SettledApplication>([.. items.Select(item => item.One)], next) { Total = total };
        });
    }

    /// <summary>
    /// All contents of the number, locked in one order: of two who settle two of them at once the second one sees what the first one did.
    /// None when it is out of scope.
    /// </summary>
    private static async Task<IReadOnlyList<(long Id, string Status, bool HasResult)>> LockAsync(
        NpgsqlConnection connection,
        long id,
        SearchScope scope,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        var one = QueryValues.Add(command, id, NpgsqlDbType.Bigint);
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
        command.CommandText = $"""
            SELECT v.id, v.status, v.status = 'settled' AND (v.answered OR v.application IS NOT NULL) FROM platform_application AS v
            WHERE (v.region, v.number) = (SELECT i.region, i.number FROM platform_application AS i WHERE i.id = {one} AND {OfficeScope.Of(
                scope,
                command,
                Holder
            )})
            ORDER BY v.id FOR UPDATE
            """;
#pragma warning restore CA2100
        var versions = new List<(long, string, bool)>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            versions.Add((row.GetInt64(0), row.GetString(1), row.GetBoolean(2)));
        return versions;
    }

    private async Task SettleAsync(
        NpgsqlConnection connection,
        long id,
        PlatformSettlement settlement,
        bool answers,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE platform_application SET status = CASE WHEN $2 IS NULL THEN 'settled' ELSE 'joining' END, application = $2, settled_by = $3, settlement = $4, settled_at = $5, retry_at = NULL,
                content = CASE WHEN $2 IS NULL THEN NULL ELSE content END, answered = $6
            WHERE id = $1
            """,
            connection
        );
        command.Parameters.AddWithValue(id);
        command.Parameters.Add(
            new NpgsqlParameter { Value = (object?)settlement.Joined?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
        );
        command.Parameters.AddWithValue(settlement.By.Subject);
        command.Parameters.AddWithValue(OutboxSeal.Seal(settlement, ring, Text(id), OutboxSeal.PlatformSettlements));
        command.Parameters.AddWithValue(settlement.At.ToUniversalTime());
        command.Parameters.AddWithValue(answers);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task AddAsync(
        NpgsqlConnection connection,
        long id,
        PlatformItem item,
        PlatformSettlement settlement,
        CancellationToken cancellationToken
    )
    {
        var nobody = PersonId.NobodyOf(id);
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO platform_item (person_id, kind, key, event_on, commit_id, created_at, waiting_since, region, office, content)
            SELECT $1, $2, $3, $4, gen_random_uuid(), $5, $5, $6, coalesce(i.office, $7), $8 FROM platform_application AS i WHERE i.id = $9
            """,
            connection
        );
        command.Parameters.AddWithValue(nobody.ToGuid());
        command.Parameters.AddWithValue(EnumName.Of(item.Kind));
        command.Parameters.AddWithValue(item.Key);
        command.Parameters.AddWithValue(item.On);
        command.Parameters.AddWithValue(settlement.At.ToUniversalTime());
        command.Parameters.AddWithValue(item.Region);
        command.Parameters.AddWithValue(settlement.By.Office ?? "");
        command.Parameters.AddWithValue(ItemSeal.SealOfNobody(item, ring, nobody.ToString()));
        command.Parameters.AddWithValue(id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private ToSettle Of(NpgsqlDataReader row)
    {
        var (id, region, number) = (row.GetInt64(0), row.GetString(1), row.GetString(2));
        return new ToSettle(
            id,
            region,
            number,
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? null : row.GetFieldValue<DateOnly>(4),
            row.IsDBNull(5) ? null : row.GetString(5),
            row.IsDBNull(6) ? "" : OutboxSeal.Open<string>(row.GetFieldValue<byte[]>(6), ring, Text(id), OutboxSeal.PlatformRefusals),
            row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
            row.GetFieldValue<DateTimeOffset>(8),
            OutboxSeal.Open<JsonElement>(row.GetFieldValue<byte[]>(9), ring, $"{region}/{number}", OutboxSeal.PlatformApplications),
            row.IsDBNull(10) ? null : row.GetString(10)
        );
    }

    private PlatformSettlement SettlementOf(NpgsqlDataReader row, long id, int column) =>
        OutboxSeal.Open<PlatformSettlement>(row.GetFieldValue<byte[]>(column), ring, Text(id), OutboxSeal.PlatformSettlements);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The first day is used for one that has none: both are before every other.</summary>
    private static DateOnly DayOf(string text) =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new InvalidCursorException();

    private static long IdOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new InvalidCursorException();
}
