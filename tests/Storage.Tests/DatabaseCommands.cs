using Npgsql;

namespace Grid.Storage.Tests;

/// <summary>One statement on a connection of its own, as whichever role the string names.</summary>
internal static class DatabaseCommands
{
    public static async Task ExecuteAsync(string connectionString, string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = With(connection, sql, values);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<T?> ScalarAsync<T>(string connectionString, string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = With(connection, sql, values);
        return (T?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private static NpgsqlCommand With(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }
}
