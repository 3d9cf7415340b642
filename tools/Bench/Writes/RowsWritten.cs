using System.Globalization;
using Grid.Domain.Identity;
using Npgsql;

namespace Grid.Bench.Writes;

/// <summary>
/// Which rows a write leaves: those that carry the transaction of a person's row, for each person whose row carries it too.
/// </summary>
internal static class RowsWritten
{
    public static async Task<IReadOnlyDictionary<string, double>> OfAsync(
        string ownerConnectionString,
        PersonId person,
        CancellationToken cancelled
    )
    {
        await using var owner = new NpgsqlConnection(ownerConnectionString);
        await owner.OpenAsync(cancelled);
        var transaction = await ScalarAsync(
            owner,
            "SELECT xmin::text FROM person WHERE person_id = $1",
            Guid.ParseExact(person.ToString(), "N"),
            cancelled
        );
        var rows = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync(owner, cancelled))
        {
            var count = long.Parse(
                (string)await ScalarAsync(owner, $"SELECT count(*)::text FROM {table} WHERE xmin = $1::text::xid", transaction, cancelled),
                CultureInfo.InvariantCulture
            );
            if (count > 0)
                rows[table] = count;
        }

        var persons = rows["person"];
        return rows.ToDictionary(row => row.Key, row => row.Value / persons, StringComparer.Ordinal);
    }

    /// <summary>Bytes of the person's sealed state.</summary>
    public static async Task<int> StateBytesAsync(string ownerConnectionString, CancellationToken cancelled)
    {
        await using var owner = new NpgsqlConnection(ownerConnectionString);
        await owner.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand("SELECT avg(octet_length(state))::int FROM person", owner);
        return (int)(await command.ExecuteScalarAsync(cancelled))!;
    }

    private static async Task<List<string>> TablesAsync(NpgsqlConnection owner, CancellationToken cancelled)
    {
        // Ordinary tables and partitioned ones, not the partitions.
        await using var command = new NpgsqlCommand(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition",
            owner
        );
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var tables = new List<string>();
        while (await reader.ReadAsync(cancelled))
            tables.Add(reader.GetString(0));
        return tables;
    }

    private static async Task<object> ScalarAsync(NpgsqlConnection owner, string sql, object parameter, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        command.Parameters.AddWithValue(parameter);
        return await command.ExecuteScalarAsync(cancelled) ?? throw new InvalidOperationException("The person has no row.");
    }
}
