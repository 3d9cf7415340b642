using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Servers;

/// <summary>The basis of every promise: the server as <c>./grid</c> sets it up keeps what it committed.</summary>
public sealed class ServerCrashTests
{
    /// <summary>Those of production.</summary>
    private static readonly (string Name, string Value)[] Settings =
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("password_encryption", "scram-sha-256"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kill")]
    [InlineData("immediate")]
    [InlineData("fast")]
    public async Task With_the_settings_of_production_what_was_committed_is_there_after_the_server_went_down(string how)
    {
        await using var server = await PrivatePostgres.CreateAsync(Cancellation);
        await using var database = await server.CreateDatabaseAsync(Cancellation);
        await ExecuteAsync(
            database.OwnerConnectionString,
            "CREATE TABLE kept (id int PRIMARY KEY); GRANT SELECT, INSERT ON kept TO grid_app"
        );
        for (var id = 0; id < 20; id++)
            await ExecuteAsync(database.ApplicationConnectionString, $"INSERT INTO kept VALUES ({id})");
        foreach (var (setting, expected) in Settings)
        {
            Assert.Equal(
                (setting, expected),
                (setting, await ScalarAsync<string>(database.ApplicationConnectionString, $"SELECT current_setting('{setting}')"))
            );
        }

        if (how == "kill")
            await server.KillAsync(Cancellation);
        else
            await server.StopAsync(how == "fast" ? PostgresStop.Fast : PostgresStop.Immediate, Cancellation);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(database.ApplicationConnectionString, "SELECT 1"));

        await server.StartAsync(Cancellation);
        Assert.Equal(20L, await ScalarAsync<long>(database.ApplicationConnectionString, "SELECT count(*) FROM kept"));
    }

    [Fact]
    public async Task Two_databases_at_once_are_two_and_have_the_schema()
    {
        await using var one = await TestDatabase.CreateAsync(Cancellation);
        await using var other = await TestDatabase.CreateAsync(Cancellation);
        await ExecuteAsync(one.OwnerConnectionString, "UPDATE clock_offset SET amount = interval '1 day'");
        Assert.Equal(TimeSpan.FromDays(1), await ScalarAsync<TimeSpan>(one.ApplicationConnectionString, "SELECT amount FROM clock_offset"));
        Assert.Equal(TimeSpan.Zero, await ScalarAsync<TimeSpan>(other.ApplicationConnectionString, "SELECT amount FROM clock_offset"));
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<T> ScalarAsync<T>(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>A session of its own, not one from a pool that the server's end has broken.</summary>
    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }
}
