using Npgsql;

namespace Grid.Bench.Databases;

/// <summary>The server's settings on which a figure of writes depends.</summary>
internal static class ServerSettings
{
    private const string Sql =
        "SELECT name, setting || coalesce(unit, '') FROM pg_settings WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'shared_buffers', 'wal_compression', 'max_wal_size') ORDER BY name";

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(string connectionString, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancelled))
            settings[reader.GetString(0)] = reader.GetString(1);
        return settings;
    }

    /// <summary>What was written to prepare is on disk before the first round, as far as the role may ask for that.</summary>
    public static async Task CheckpointAsync(string connectionString, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand("VACUUM ANALYZE", connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancelled);
        try
        {
            command.CommandText = "CHECKPOINT";
            await command.ExecuteNonQueryAsync(cancelled);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // The rounds are interleaved: all ways meet the same checkpoints.
        }
    }
}
