using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grid.EndToEnd.Tests.Processes;
using Grid.Silo.Hosting;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests;

public sealed class StartTests(DatabaseFixture database, StoppedRegister stopped)
    : IClassFixture<DatabaseFixture>,
        IClassFixture<StoppedRegister>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Becomes_ready_and_stops_cleanly()
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"start to ready: {stopped.StartToReady.TotalSeconds:0.00} s");
        Assert.Equal(HttpStatusCode.OK, stopped.Live);
        Assert.Equal(0, stopped.ExitCode);
        Assert.Equal(0, await SilosStillMembersAsync(stopped.Database));
    }

    [Fact]
    public async Task Refuses_another_register_key()
    {
        using var another = new GridHome();
        await RefusesAsync(stopped.Settings with { Home = another.Folder }, ExitCodes.Configuration, "fingerprint");
    }

    [Fact]
    public async Task Refuses_another_clusters_database()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["GRID_CLUSTER_ID"] = "another" };
        await RefusesAsync(stopped.Settings with { Variables = variables }, ExitCodes.Configuration, "cluster 'grid'");
    }

    [Fact]
    public async Task Refuses_a_database_without_the_schema()
    {
        using var home = new GridHome();
        var bare = new NpgsqlConnectionStringBuilder(database.ApplicationConnectionString) { Database = "postgres" }.ConnectionString;
        await RefusesAsync(new SiloSettings(home.Folder, bare, FreePorts.Take()), ExitCodes.Unavailable, "./grid db migrate");
    }

    /// <summary>Started again, it finds the schema: the case of a machine whose migration is still at work.</summary>
    [Fact]
    public async Task Starts_when_the_migration_that_it_waited_for_is_done()
    {
        using var home = new GridHome();
        await using var fresh = await TestDatabase.CreateAsync(Cancellation);
        var settings = new SiloSettings(home.Folder, fresh.ApplicationConnectionString, FreePorts.Take());
        await using var owner = NpgsqlDataSource.Create(fresh.OwnerConnectionString);
        await using (
            var command = owner.CreateCommand(
                "CREATE TABLE kept AS SELECT * FROM schema_version ORDER BY scriptname DESC LIMIT 1; DELETE FROM schema_version USING kept WHERE schema_version.scriptname = kept.scriptname"
            )
        )
        {
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await RefusesAsync(settings, ExitCodes.Unavailable, "older than this build");

        await using (var command = owner.CreateCommand("INSERT INTO schema_version SELECT * FROM kept"))
            await command.ExecuteNonQueryAsync(Cancellation);
        await using var silo = await SiloProcess.StartAsync(settings, Cancellation);
    }

    [Theory]
    [InlineData("GRID_URLS", "http://127.0.0.1:{0}")]
    [InlineData("GRID_METRICS_URL", "http://127.0.0.1:{0}")]
    [InlineData("GRID_SILO_PORT", "{0}")]
    [InlineData("GRID_GATEWAY_PORT", "{0}")]
    public async Task Says_that_a_port_is_in_use(string setting, string value)
    {
        using var home = new GridHome();
        await using var fresh = await TestDatabase.CreateAsync(Cancellation);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GRID_SILO_PORT"] = $"{FreePorts.Take()}",
            ["GRID_GATEWAY_PORT"] = $"{FreePorts.Take()}",
        };
        variables[setting] = string.Format(CultureInfo.InvariantCulture, value, ((IPEndPoint)other.LocalEndpoint).Port);

        await using var silo = await SiloProcess.RunToEndAsync(
            new SiloSettings(home.Folder, fresh.ApplicationConnectionString, FreePorts.Take()) { Variables = variables },
            Cancellation
        );

        Assert.True(silo.ExitCode == ExitCodes.Unavailable, $"{silo.ExitCode}: {silo.Output}");
        Assert.Contains("grid: ", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_make_keys_in_production()
    {
        using var home = new GridHome();
        var settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take()) { Environment = "Production" };
        await RefusesAsync(settings, ExitCodes.Configuration, "keys.json");
        Assert.False(File.Exists(Path.Combine(home.Folder, "secrets", "keys", "keys.json")));
    }

    [Fact]
    public async Task Says_that_the_database_is_not_there()
    {
        using var home = new GridHome();
        var nobody = new NpgsqlConnectionStringBuilder(database.ApplicationConnectionString) { Port = FreePorts.Take() }.ConnectionString;
        await RefusesAsync(new SiloSettings(home.Folder, nobody, FreePorts.Take()), ExitCodes.Unavailable, "127.0.0.1");
    }

    [Fact]
    public async Task Refuses_a_database_that_hands_out_reminders_later_than_it_wants_them()
    {
        using var home = new GridHome();
        await using var narrow = await TestDatabase.CreateAsync(Cancellation);
        await using (var source = NpgsqlDataSource.Create(narrow.OwnerConnectionString))
        await using (var command = source.CreateCommand("UPDATE reminder_settings SET loading_window = interval '9 minutes'"))
            await command.ExecuteNonQueryAsync(Cancellation);

        await RefusesAsync(
            new SiloSettings(home.Folder, narrow.ApplicationConnectionString, FreePorts.Take()),
            ExitCodes.Configuration,
            "loading_window"
        );
    }

    private static async Task RefusesAsync(SiloSettings settings, int code, string says)
    {
        await using var silo = await SiloProcess.RunToEndAsync(settings, Cancellation);
        Assert.Equal(code, silo.ExitCode);
        var line = Assert.Single(silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.StartsWith("grid: ", line, StringComparison.Ordinal);
        Assert.Contains(says, line, StringComparison.Ordinal);
    }

    private static async Task<long> SilosStillMembersAsync(TestDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM orleans_membership WHERE status < 6");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
