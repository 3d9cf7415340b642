using System.Security.Cryptography;
using Grid.Storage.Migrations;
using Npgsql;

namespace Grid.Bench.Databases;

/// <summary>A fresh database with the register's schema and an application's role of its own; both are dropped in the end.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name;

    private BenchDatabase(string server, string name, string application)
    {
        (_server, _name, ApplicationConnectionString) = (server, name, application);
        OwnerConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public string ApplicationConnectionString { get; }

    public string OwnerConnectionString { get; }

    public static async Task<BenchDatabase> CreateAsync(string server, CancellationToken cancelled)
    {
        // Names and password are hexadecimal digits, so they need no quotes.
        var name = $"grid_bench_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await ExecuteAsync(server, $"CREATE ROLE {name} LOGIN PASSWORD '{password}'", cancelled);
        await ExecuteAsync(server, $"CREATE DATABASE {name}", cancelled);
        var application = new NpgsqlConnectionStringBuilder(server) { Database = name, Username = name, Password = password, ApplicationName = "grid-bench" };
        var database = new BenchDatabase(server, name, application.ConnectionString);
        await SchemaMigrator.MigrateAsync(database.OwnerConnectionString, name, cancelled);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", CancellationToken.None);
        await ExecuteAsync(_server, $"DROP ROLE IF EXISTS {_name}", CancellationToken.None);
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
