using System.Security.Cryptography;
using Npgsql;

namespace Grid.Testing.Databases;

/// <summary>
/// A fresh database with the register's whole schema and no rows but the migrations' own, made by copying a template. It is dropped,
/// with all sessions that are still in it, when it is disposed of.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string superuserConnectionString;
    private readonly bool dropped;

    private TestDatabase(string superuserConnectionString, string name, bool dropped)
    {
        this.superuserConnectionString = superuserConnectionString;
        this.dropped = dropped;
        Name = name;
        OwnerConnectionString = For(TestRoles.Owner);
        ApplicationConnectionString = For(TestRoles.Application);
    }

    /// <summary>The database's name on its server.</summary>
    public string Name { get; }

    /// <summary>As the role that owns the schema: for arranging and checking, never for the code under test.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>As the role that silos and API use, with its rights alone.</summary>
    public string ApplicationConnectionString { get; }

    /// <summary>A fresh database on the shared test server.</summary>
    public static async Task<TestDatabase> CreateAsync(CancellationToken cancellationToken = default) =>
        await CreateAsync(
            await PostgresServer.GetOwnerConnectionStringAsync(cancellationToken),
            tablespace: null,
            dropped: true,
            cancellationToken
        );

    /// <summary>
    /// A fresh database on a server, given by its superuser's connection string; not dropped where the server itself goes away.
    /// </summary>
    internal static async Task<TestDatabase> CreateAsync(
        string superuserConnectionString,
        string? tablespace,
        bool dropped,
        CancellationToken cancellationToken
    )
    {
        await TemplateDatabase.EnsureAsync(superuserConnectionString, cancellationToken);
        var name = $"test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

        // Copied files cost a third of copied pages, where the server does not wait for the disk (as the shared one).
        var (strategy, place) = (dropped ? "file_copy" : "wal_log", tablespace is null ? "" : " TABLESPACE " + tablespace);
        await ExecuteAsync(
            superuserConnectionString,
            $"CREATE DATABASE {name} OWNER {TestRoles.Owner} TEMPLATE {TemplateDatabase.Name} STRATEGY {strategy}{place}",
            cancellationToken
        );
        return new TestDatabase(superuserConnectionString, name, dropped);
    }

    /// <summary>Ends every other session in this database, as a cut network or a restarted server would.</summary>
    /// <returns>How many sessions there were.</returns>
    public async Task<int> CutConnectionsAsync(CancellationToken cancellationToken = default)
    {
        // Not from a pool: the server may have crashed since the last one.
        var settings = new NpgsqlConnectionStringBuilder(superuserConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid))::int FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()",
            connection
        );
        command.Parameters.AddWithValue(Name);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Drops the database.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var pooled in (string[])[OwnerConnectionString, ApplicationConnectionString])
        {
            await using var connection = new NpgsqlConnection(pooled);
            NpgsqlConnection.ClearPool(connection);
        }

        if (dropped)
            await ExecuteAsync(superuserConnectionString, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)", CancellationToken.None);
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private string For(string role) =>
        new NpgsqlConnectionStringBuilder(superuserConnectionString)
        {
            Username = role,
            Database = Name,
            ApplicationName = "tests",
            IncludeErrorDetail = true,
        }.ConnectionString;
}
