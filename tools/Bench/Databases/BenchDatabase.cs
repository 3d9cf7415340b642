using System.Security.Cryptography;
using Grid.Storage.Migrations;
using Npgsql;

namespace Grid.Bench.Databases;

/// <summary>
/// A database with the register's schema and an application's role of its own: a fresh one is dropped in the end with its role, one that
/// was asked for by name stays.
/// </summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private const string Beginning = "grid_bench_";

    private readonly string server;
    private readonly string name;

    private readonly bool stays;

    private BenchDatabase(string server, string name, string application, bool isNew, bool stays)
    {
        (this.server, this.name, ApplicationConnectionString, IsNew, this.stays) = (server, name, application, isNew, stays);
        OwnerConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    /// <summary>It is empty.</summary>
    public bool IsNew { get; }

    public string ApplicationConnectionString { get; }

    public string OwnerConnectionString { get; }

    public static Task<BenchDatabase> CreateAsync(string server, CancellationToken cancelled) =>
        OpenAsync(server, Beginning + RandomNumberGenerator.GetHexString(12, lowercase: true), stays: false, cancelled);

    /// <summary>The one of this name, as it is but with this build's schema; a new one when there is none.</summary>
    public static Task<BenchDatabase> OpenAsync(string server, string name, CancellationToken cancelled) =>
        OpenAsync(server, name, stays: true, cancelled);

    public static bool MayBeCalled(string name) =>
        name.Length is > 11 and <= 31
        && name.StartsWith(Beginning, StringComparison.Ordinal)
        && name[Beginning.Length..].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static async Task<BenchDatabase> OpenAsync(string server, string name, bool stays, CancellationToken cancelled)
    {
        if (!MayBeCalled(name))
            throw new ArgumentException("Not a name for a database of measurements.", nameof(name));

        // Small letters and digits, so they need no quotes.
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var isNew = !await ExistsAsync(server, name, cancelled);
        await ExecuteAsync(server, $"{(isNew ? "CREATE" : "ALTER")} ROLE {name} LOGIN PASSWORD '{password}'", cancelled);
        if (isNew)
            await ExecuteAsync(server, $"CREATE DATABASE {name}", cancelled);
        var application = new NpgsqlConnectionStringBuilder(server)
        {
            Database = name,
            Username = name,
            Password = password,
            ApplicationName = "grid-bench",
        };
        var database = new BenchDatabase(server, name, application.ConnectionString, isNew, stays);
        await SchemaMigrator.MigrateAsync(database.OwnerConnectionString, name, cancelled);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (stays)
            return;
        await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None);
        await ExecuteAsync(server, $"DROP ROLE IF EXISTS {name}", CancellationToken.None);
    }

    private static async Task<bool> ExistsAsync(string server, string name, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = $1", connection);
        command.Parameters.AddWithValue(name);
        return await command.ExecuteScalarAsync(cancelled) is > 0L;
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
