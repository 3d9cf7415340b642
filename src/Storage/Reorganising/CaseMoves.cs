using System.Data;
using Grid.Domain.Identity;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Reorganising;
using Grid.Storage.Batching;
using Grid.Storage.Counting;
using Grid.Storage.Receipts;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Reorganising;

/// <summary>Orders in <c>case_move</c>; what offices hold, of the tables of cases and of counts.</summary>
public sealed class CaseMoves(NpgsqlDataSource source) : ICaseMoves
{
    private const string Columns = "id, area, reason, ordered_by, ordered_at, status, total, sweep, place, moved, walked_at, ended_at";

    /// <summary>$1 offices.</summary>
    private const string Held = """
        SELECT person_id FROM registration WHERE status = 1 AND office = ANY($1)
        UNION SELECT person_id FROM application WHERE open AND office = ANY($1)
        UNION SELECT person_id FROM duty WHERE office = ANY($1)
        """;

    private const string HoldingsSql = """
        WITH held (office, region, registrations, applications, duties) AS (
            SELECT office, region, count(*), 0, 0 FROM registration WHERE status = 1 GROUP BY office, region
            UNION ALL SELECT office, NULL, 0, count(*), 0 FROM application WHERE open GROUP BY office
            UNION ALL SELECT office, NULL, 0, 0, count(*) FROM duty GROUP BY office
            UNION ALL SELECT DISTINCT office, region, 0, 0, 0 FROM count_figures WHERE office <> '*')
        SELECT office, array_remove(array_agg(DISTINCT region), NULL), sum(registrations)::bigint, sum(applications)::bigint, sum(duties)::bigint
        FROM held GROUP BY office ORDER BY office
        """;

    public Task<bool> OrderAsync(CaseMoveOrder move, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(move);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(
                    """
                    INSERT INTO case_move (id, area, reason, ordered_by, ordered_at, status, total) VALUES ($1, $2, $3, $4, $5, 'running', $6)
                    ON CONFLICT (area) WHERE status = 'running' DO NOTHING
                    """,
                    connection
                );
                Add(command, move.Id, move.Area, move.Reason, move.By, move.OrderedAt.ToUniversalTime(), move.Total);
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );
    }

    public Task<bool> CancelAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(
                    "UPDATE case_move SET status = 'cancelled', ended_at = $2 WHERE id = $1 AND status = 'running'",
                    connection
                );
                Add(command, id, at.ToUniversalTime());
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );

    public async Task<CaseMoveOrder?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await MovesAsync("WHERE id = $1", cancellationToken, id) is [var one] ? one : null;

    public Task<IReadOnlyList<CaseMoveOrder>> ListAsync(string reach, int limit, CancellationToken cancellationToken) =>
        MovesAsync("WHERE starts_with(area, $1) ORDER BY ordered_at DESC, id DESC LIMIT $2", cancellationToken, reach, limit);

    public async Task<CaseMoveOrder?> CurrentAsync(CancellationToken cancellationToken) =>
        await MovesAsync("WHERE status = 'running' ORDER BY walked_at NULLS FIRST, ordered_at, id LIMIT 1", cancellationToken) is [var one]
            ? one
            : null;

    public Task<IReadOnlyList<CaseMoveFailure>> FailuresAsync(Guid id, int limit, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "SELECT person_id, trouble, at FROM case_move_failure WHERE move = $1 ORDER BY person_id LIMIT $2"
            );
            Add(command, id, limit);
            var failures = new List<CaseMoveFailure>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                failures.Add(
                    new CaseMoveFailure(PersonId.FromGuid(row.GetGuid(0)), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2))
                );
            }

            return (IReadOnlyList<CaseMoveFailure>)failures;
        });

    public Task<IReadOnlyList<PersonId>> PersonsAsync(
        IReadOnlyList<string> offices,
        PersonId? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(offices);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                $"SELECT person_id FROM ({Held}) AS held WHERE $2 IS NULL OR person_id > $2 ORDER BY person_id LIMIT $3"
            );
            Add(command, (object)offices.ToArray());
            command.Parameters.Add(Person(after));
            Add(command, limit);
            var persons = new List<PersonId>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                persons.Add(PersonId.FromGuid(row.GetGuid(0)));
            return (IReadOnlyList<PersonId>)persons;
        });
    }

    public Task<long> CountAsync(IReadOnlyList<string> offices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(offices);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand($"SELECT count(*) FROM ({Held}) AS held");
            Add(command, (object)offices.ToArray());
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        });
    }

    /// <summary>
    /// Repeated after a lost connection it finds the place moved and answers false, as to another activation; the caller reads the order
    /// again.
    /// </summary>
    public Task<bool> AdvanceAsync(CaseMoveOrder move, CaseMovePage page, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(move);
        ArgumentNullException.ThrowIfNull(page);
        return ReceiptedWrite.RunAsync(source, receipt: null, AdvanceAsync, cancellationToken);

        async Task<bool> AdvanceAsync(NpgsqlConnection connection)
        {
            await using var place = new NpgsqlCommand(
                """
                UPDATE case_move SET place = $4, sweep = sweep + $5, moved = moved + $6, walked_at = $7
                WHERE id = $1 AND status = 'running' AND sweep = $2 AND place IS NOT DISTINCT FROM $3
                """,
                connection
            );
            Add(place, move.Id, move.Sweep);
            place.Parameters.Add(Person(move.Place));
            place.Parameters.Add(Person(page.IsEnd ? null : page.Last));
            Add(place, page.IsEnd ? 1 : 0, (long)page.Moved, at.ToUniversalTime());
            if (await place.ExecuteNonQueryAsync(cancellationToken) == 0)
                return false;
            await using var settled = new NpgsqlCommand(
                "DELETE FROM case_move_failure WHERE move = $1 AND person_id = ANY($2)",
                connection
            );
            Add(settled, move.Id, page.Settled.Select(person => person.ToGuid()).ToArray());
            await settled.ExecuteNonQueryAsync(cancellationToken);
            await using var failed = new NpgsqlCommand(
                """
                INSERT INTO case_move_failure (move, person_id, trouble, at) SELECT $1, person, trouble, $4 FROM unnest($2, $3) AS failed (person, trouble)
                ON CONFLICT (move, person_id) DO UPDATE SET trouble = excluded.trouble, at = excluded.at
                """,
                connection
            );
            Add(
                failed,
                move.Id,
                page.Failures.Select(one => one.Person.ToGuid()).ToArray(),
                page.Failures.Select(one => one.Trouble).ToArray(),
                at.ToUniversalTime()
            );
            await failed.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
    }

    public Task<bool> EndAsync(Guid id, DateTimeOffset at, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "UPDATE case_move SET status = 'done', ended_at = $2 WHERE id = $1 AND status = 'running'"
            );
            Add(command, id, at.ToUniversalTime());
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        });

    public Task<RegisterHoldings> HoldingsAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var (offices, leaves) = (new List<OfficeHolding>(), new List<string>());
            await using (var command = new NpgsqlCommand(HoldingsSql, connection) { CommandTimeout = 0 }) // A whole register is counted.
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken))
                {
                    offices.Add(
                        new OfficeHolding(
                            row.GetString(0),
                            row.GetFieldValue<string[]>(1),
                            row.GetInt64(2),
                            row.GetInt64(3),
                            row.GetInt64(4)
                        )
                    );
                }
            }

            await using (var command = new NpgsqlCommand(CountStore.LeavesSql, connection))
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken))
                    leaves.Add(row.GetString(0));
            }

            await snapshot.CommitAsync(cancellationToken);
            return new RegisterHoldings(offices, leaves);
        });

    private Task<IReadOnlyList<CaseMoveOrder>> MovesAsync(string which, CancellationToken cancellationToken, params object[] values) =>
        StoreCall.RunAsync(async () =>
        {
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            await using var command = source.CreateCommand($"SELECT {Columns} FROM case_move {which}");
#pragma warning restore CA2100
            Add(command, values);
            var moves = new List<CaseMoveOrder>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                moves.Add(
                    new CaseMoveOrder(
                        row.GetGuid(0),
                        row.GetString(1),
                        row.GetString(2),
                        row.GetString(3),
                        row.GetFieldValue<DateTimeOffset>(4),
                        Enum.Parse<CaseMoveStatus>(row.GetString(5), ignoreCase: true),
                        row.GetInt64(6),
                        row.GetInt32(7),
                        row.IsDBNull(8) ? null : PersonId.FromGuid(row.GetGuid(8)),
                        row.GetInt64(9),
                        row.IsDBNull(10) ? null : row.GetFieldValue<DateTimeOffset>(10),
                        row.IsDBNull(11) ? null : row.GetFieldValue<DateTimeOffset>(11)
                    )
                );
            }

            return (IReadOnlyList<CaseMoveOrder>)moves;
        });

    private static NpgsqlParameter Person(PersonId? person) =>
        new() { Value = (object?)person?.ToGuid() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
    }
}
