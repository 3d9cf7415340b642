using Grid.EndToEnd.Tests.Backup;
using Grid.EndToEnd.Tests.Kills;
using Grid.EndToEnd.Tests.Processes;
using Grid.Silo.Hosting;
using Grid.Storage.Migrations;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests.Upgrade;

/// <summary>
/// The first step of an upgrade: the schema of the next version comes under the running one. A migration that only adds, and says whom it
/// serves, disturbs no process, and processes of the old version may still be started; after one that does not serve them they are refused.
/// </summary>
public sealed class NewerSchemaTests
{
    /// <summary>What a later version may add: a column that may be empty, one with a default, a table, an index.</summary>
    private const string Expand = """
        ALTER TABLE person ADD COLUMN later_flag boolean;
        ALTER TABLE journal ADD COLUMN later_kind smallint NOT NULL DEFAULT 0;
        ALTER TABLE receipt ADD COLUMN later_note text;
        ALTER TABLE application ADD COLUMN later_text text NOT NULL DEFAULT '';
        ALTER TABLE registration ADD COLUMN later_text text NOT NULL DEFAULT '';
        ALTER TABLE count_entry ADD COLUMN later_number integer;
        CREATE TABLE later (id uuid PRIMARY KEY);
        CREATE INDEX later_index ON registration (later_text);
        """;

    [Fact]
    public async Task An_older_host_goes_on_and_starts_on_a_schema_that_serves_it()
    {
        var test = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(test);
        using var home = new GridHome();
        var settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take());
        var running = await SiloProcess.StartAsync(settings, test);
        await using var load = new SteadyLoad(running.Address, home, clerks: 4, test);
        await load.GrowAsync(TestSize.Pick(small: 20, full: 2_000), test);

        await MigrateAsync(database, Expand, SchemaVersion.Expected, test);
        await load.GrowAsync(TestSize.Pick(small: 20, full: 2_000), test);
        await load.FinishAsync();
        await running.StopAsync(test);
        await running.DisposeAsync();

        await using var again = await SiloProcess.StartAsync(settings, test);
        await using var more = new SteadyLoad(again.Address, home, clerks: 2, test);
        await more.GrowAsync(20, test);
        await more.FinishAsync();
        await again.StopAsync(test);

        Assert.Empty(load.Unexpected);
        Assert.DoesNotContain(load.Acknowledged, command => command.Attempts > 1);
        await using var stored = new StoredRegister(database.OwnerConnectionString);
        Assert.Empty(await stored.FaultsAsync(test));
        Assert.Equal(0, await stored.DisagreementsAsync(test));
    }

    [Fact]
    public async Task An_older_host_is_refused_by_a_schema_that_does_not_serve_it()
    {
        var test = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(test);
        using var home = new GridHome();
        await MigrateAsync(database, "CREATE TABLE later (id uuid PRIMARY KEY)", SchemaVersion.Expected + 1, test);
        await using var refused = await SiloProcess.RunToEndAsync(
            new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take()),
            test
        );
        Assert.Equal(ExitCodes.Configuration, refused.ExitCode);
        Assert.Contains("9999_later.sql", refused.Output, StringComparison.Ordinal);
    }

    /// <summary>As the migrator of the next version does it: the script in one transaction, then whom it serves.</summary>
    private static async Task MigrateAsync(TestDatabase database, string script, int serves, CancellationToken test)
    {
        await using var owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using (
            var command = owner.CreateCommand(
                $"BEGIN; SET LOCAL lock_timeout = '30s'; {script}; INSERT INTO schema_version (scriptname, applied) VALUES ('9999_later.sql', grid_now()); COMMIT"
            )
        )
        {
            await command.ExecuteNonQueryAsync(test);
        }

        await using var mark = owner.CreateCommand($"UPDATE schema_version SET serves = {serves} WHERE scriptname = '9999_later.sql'");
        await mark.ExecuteNonQueryAsync(test);
    }
}
