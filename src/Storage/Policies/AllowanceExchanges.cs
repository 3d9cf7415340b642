using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Policies;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Npgsql;

namespace Grid.Storage.Policies;

/// <summary>Lists for civil affairs in <c>allowance_exchange</c> and <c>allowance_line</c>.</summary>
public sealed class AllowanceExchanges(NpgsqlDataSource source) : IAllowanceExchanges
{
    /// <summary>
    /// Takes every change that no list has, however late it was committed: changes are claimed, never read "after the last one". Of a person's
    /// changes the last one counts, against what civil affairs have read: whom they never had is not taken off, and is added.
    /// </summary>
    private static readonly string MakeSql = $"""
        WITH made AS (
            INSERT INTO allowance_exchange (number, day, made_at)
            SELECT (SELECT coalesce(max(number), 0) + 1 FROM allowance_exchange), $1, $2
            WHERE NOT EXISTS (SELECT FROM allowance_exchange WHERE day = $1)
            RETURNING number),
        waiting AS MATERIALIZED (
            SELECT v.person_id, v.sequence, v.result, v.sequence = max(v.sequence) OVER (PARTITION BY v.person_id) AS latest,
                coalesce((
                    SELECT l.change <> 'removed' FROM allowance_line AS l
                    WHERE l.person_id = v.person_id AND l.delivered_at IS NOT NULL ORDER BY l.sequence DESC LIMIT 1), false) AS known
            FROM service_record AS v
            WHERE v.kind = {(short)ServiceRowKind.Listed}
                AND NOT EXISTS (SELECT FROM allowance_line AS l WHERE l.person_id = v.person_id AND l.sequence = v.sequence)),
        judged AS (
            SELECT person_id, sequence, latest AND (known OR result <> 'removed') AS travels,
                CASE WHEN result = 'removed' THEN 'removed' WHEN known THEN 'changed' ELSE 'added' END AS change
            FROM waiting)
        INSERT INTO allowance_line (person_id, sequence, exchange, ordinal, change)
        SELECT j.person_id, j.sequence, made.number,
            CASE WHEN j.travels THEN row_number() OVER (PARTITION BY j.travels ORDER BY j.person_id, j.sequence) END, j.change
        FROM judged AS j CROSS JOIN made
        """;

    public async Task<AllowanceExchange?> MakeAsync(DateOnly day, DateTimeOffset at, CancellationToken cancellationToken)
    {
        AllowanceExchange? made = null;
        await ReceiptedWrite.RunAsync(
            source,
            receipt: null,
            async connection =>
            {
                // One at a time: two lists of one moment would both take the same changes.
                await using (var alone = new NpgsqlCommand("LOCK TABLE allowance_exchange IN SHARE ROW EXCLUSIVE MODE", connection))
                    await alone.ExecuteNonQueryAsync(cancellationToken);
                await using var command = new NpgsqlCommand(MakeSql, connection) { CommandTimeout = 0 };
                command.Parameters.AddWithValue(day);
                command.Parameters.AddWithValue(at.ToUniversalTime());
                await command.ExecuteNonQueryAsync(cancellationToken);
                made = await OfDayAsync(connection, day, at, cancellationToken);
                return made is not null;
            },
            cancellationToken
        );
        return made;
    }

    public async Task<AllowanceExchange?> LatestAsync(CancellationToken cancellationToken) =>
        await ExchangesAsync($"SELECT {Counted} ORDER BY number DESC LIMIT 1", cancellationToken) is [var one] ? one : null;

    public Task<IReadOnlyList<AllowanceExchange>> ListAsync(int limit, CancellationToken cancellationToken) =>
        ExchangesAsync($"SELECT {Counted} ORDER BY number DESC LIMIT $1", cancellationToken, limit);

    public async Task<AllowanceExchange?> FindAsync(int number, CancellationToken cancellationToken) =>
        await ExchangesAsync($"SELECT {Counted} WHERE number = $1", cancellationToken, number) is [var one] ? one : null;

    public Task<IReadOnlyList<AllowanceLine>> LinesAsync(int number, int after, int most, CancellationToken cancellationToken) =>
        LinesAsync("WHERE exchange = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3", cancellationToken, number, after, most);

    public Task<IReadOnlyList<AllowanceLine>> OfPersonAsync(PersonId person, CancellationToken cancellationToken) =>
        LinesAsync("WHERE person_id = $1 AND ordinal IS NOT NULL ORDER BY sequence DESC LIMIT 200", cancellationToken, person.ToGuid());

    public Task DeliveredAsync(IReadOnlyList<AllowanceLine> lines, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return lines.Count == 0
            ? Task.CompletedTask
            : ReceiptedWrite.RunAsync(
                source,
                receipt: null,
                async connection =>
                {
                    await using var command = new NpgsqlCommand(
                        """
                        UPDATE allowance_line SET delivered_at = $3
                        WHERE exchange = $1 AND ordinal = ANY ($2) AND delivered_at IS NULL
                        """,
                        connection
                    );
                    command.Parameters.AddWithValue(lines[0].Exchange);
                    command.Parameters.AddWithValue(lines.Select(line => line.Ordinal).ToArray());
                    command.Parameters.AddWithValue(at.ToUniversalTime());
                    return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
                },
                cancellationToken
            );
    }

    /// <summary>The lines are counted when they are read: the row of the exchange is never changed.</summary>
    private const string Counted =
        "number, day, made_at, (SELECT count(*) FROM allowance_line AS l WHERE l.exchange = e.number AND l.ordinal IS NOT NULL)::integer FROM allowance_exchange AS e";

    private static async Task<AllowanceExchange?> OfDayAsync(
        NpgsqlConnection connection,
        DateOnly day,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand($"SELECT {Counted} WHERE day = $1 AND made_at = $2", connection);
        command.Parameters.AddWithValue(day);
        command.Parameters.AddWithValue(at.ToUniversalTime());
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Read(row) : null;
    }

    private Task<IReadOnlyList<AllowanceExchange>> ExchangesAsync(
        string sql,
        CancellationToken cancellationToken,
        params object[] values
    ) =>
        StoreCall.RunAsync(async () =>
        {
#pragma warning disable CA2100 // Constants of this class; every value is a parameter.
            await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
            foreach (var value in values)
                command.Parameters.AddWithValue(value);
            var found = new List<AllowanceExchange>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                found.Add(Read(row));
            return (IReadOnlyList<AllowanceExchange>)found;
        });

    private Task<IReadOnlyList<AllowanceLine>> LinesAsync(string which, CancellationToken cancellationToken, params object[] values) =>
        StoreCall.RunAsync(async () =>
        {
#pragma warning disable CA2100 // Constants of this class; every value is a parameter.
            await using var command = source.CreateCommand(
                $"SELECT exchange, ordinal, person_id, change, delivered_at FROM allowance_line {which}"
            );
#pragma warning restore CA2100
            foreach (var value in values)
                command.Parameters.AddWithValue(value);
            var lines = new List<AllowanceLine>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                lines.Add(
                    new AllowanceLine(
                        row.GetInt32(0),
                        row.GetInt32(1),
                        PersonId.FromGuid(row.GetGuid(2)),
                        Enum.Parse<ListChange>(row.GetString(3), ignoreCase: true),
                        row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4)
                    )
                );
            }

            return (IReadOnlyList<AllowanceLine>)lines;
        });

    private static AllowanceExchange Read(NpgsqlDataReader row) =>
        new(row.GetInt32(0), row.GetFieldValue<DateOnly>(1), row.GetFieldValue<DateTimeOffset>(2), row.GetInt32(3));
}
