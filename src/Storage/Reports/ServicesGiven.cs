using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Persons.Commit;
using Npgsql;

namespace Grid.Storage.Reports;

/// <summary>What offices did on the days of a period: the same rows and the same counting as the offices' performance.</summary>
internal static class ServicesGiven
{
    /// <summary>$1 offices, $2 first and $3 last day.</summary>
    private static readonly string RecordsSql = $"""
        SELECT code, count(*), count(*) FILTER (WHERE reached), kind
        FROM service_record
        WHERE office = ANY($1) AND on_date BETWEEN $2 AND $3 AND kind IN ({(short)ServiceRowKind.Contact}, {(short)ServiceRowKind.Service})
        GROUP BY code, kind
        """;

    /// <summary>$1 offices, $2 first and $3 last day.</summary>
    private static readonly string DutiesSql = $"""
        SELECT count(*) FILTER (WHERE how = {(short)DutyClosing.InTime}), count(*)
        FROM duty_done
        WHERE office = ANY($1) AND closed_on BETWEEN $2 AND $3 AND how <> {(short)DutyClosing.Obsolete}
        """;

    public static async Task<ReportServices> ReadAsync(
        NpgsqlConnection connection,
        ReportScope scope,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        var given = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var (contacts, reached) = (0L, 0L);
        await using (var command = Command(connection, RecordsSql, scope.Offices, period))
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                if (row.GetInt16(3) == (short)ServiceRowKind.Contact)
                    (contacts, reached) = (contacts + row.GetInt64(1), reached + row.GetInt64(2));
                else
                    given[scope.KindOf(row.GetString(0))] = given.GetValueOrDefault(scope.KindOf(row.GetString(0))) + row.GetInt64(1);
            }
        }

        await using var duties = Command(connection, DutiesSql, scope.Offices, period);
        await using var ended = await duties.ExecuteReaderAsync(cancellationToken);
        await ended.ReadAsync(cancellationToken);
        return new ReportServices(given, contacts, reached, ended.GetInt64(0), ended.GetInt64(1));
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, IReadOnlyList<string> where, CountingPeriod period)
    {
#pragma warning disable CA2100 // Constant texts; every value is a parameter.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue(where.ToArray());
        command.Parameters.AddWithValue(period.First);
        command.Parameters.AddWithValue(period.Last);
        return command;
    }
}
