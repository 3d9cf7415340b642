using System.Security.Cryptography;
using Grid.Storage.Migrations;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Migrations;

public sealed class SchemaMigratorTests : IAsyncLifetime
{
    private static readonly string[] None = [];

    private TestDatabase database = null!;

    private string Owner => database.OwnerConnectionString;

    private string ApplicationRole => new NpgsqlConnectionStringBuilder(database.ApplicationConnectionString).Username!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public void Scripts_have_four_digits_and_no_number_twice()
    {
        Assert.All(SchemaVersion.Scripts, script => Assert.Matches("^[0-9]{4}_[a-z0-9_]+\\.sql$", script));
        Assert.Equal(SchemaVersion.Scripts.Count, SchemaVersion.Scripts.Select(SchemaVersion.NumberOf).Distinct().Count());
        Assert.Equal(SchemaVersion.Expected, SchemaVersion.NumberOf(SchemaVersion.Scripts[^1]));
    }

    [Fact]
    public async Task Two_migrators_at_once_run_each_script_once()
    {
        await EmptyAsync();

        var ran = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrate(Owner, ApplicationRole)));

        Assert.Equal(SchemaVersion.Scripts, Assert.Single(ran, scripts => scripts.Count > 0));
        Assert.Equal(SchemaVersion.Scripts.Count, await DatabaseCommands.ScalarAsync<long>(Owner, "SELECT count(*) FROM schema_version"));
    }

    [Fact]
    public async Task Running_it_again_does_nothing() => Assert.Equal(None, await Migrate(Owner, ApplicationRole));

    [Fact]
    public async Task A_missing_role_is_made_whatever_its_name()
    {
        await EmptyAsync();
        var role = $"Test \"role\" {RandomNumberGenerator.GetHexString(8)}";
        var quoted = $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var superuser = await SuperuserAsync();
        try
        {
            await Migrate(superuser, role);

            Assert.False(
                await DatabaseCommands.ScalarAsync<bool>(
                    superuser,
                    "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication FROM pg_roles WHERE rolname = $1",
                    role
                )
            );
            Assert.True(
                await DatabaseCommands.ScalarAsync<bool>(superuser, "SELECT has_table_privilege($1::name, 'reminder', 'INSERT')", role)
            );
        }
        finally
        {
            await DatabaseCommands.ExecuteAsync(superuser, $"DROP OWNED BY {quoted}; DROP ROLE {quoted}");
        }
    }

    [Fact]
    public async Task An_owner_that_cannot_make_the_role_says_what_to_run()
    {
        var refused = await Assert.ThrowsAsync<SchemaException>(() => Migrate(Owner, "grid_nobody_made_this"));
        Assert.Contains("CREATE ROLE \"grid_nobody_made_this\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_cannot_be_the_applications_role()
    {
        var owner = new NpgsqlConnectionStringBuilder(Owner).Username!;
        Assert.Contains(
            "plain role",
            (await Assert.ThrowsAsync<SchemaException>(() => Migrate(Owner, owner))).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("$applicationRole$")]
    [InlineData("nul\0l")]
    [InlineData("a_name_that_is_longer_than_the_sixty_three_bytes_postgresql_keeps")]
    public Task A_name_that_is_none_is_refused(string role) => Assert.ThrowsAnyAsync<ArgumentException>(() => Migrate(Owner, role));

    [Fact]
    public async Task A_silo_starts_on_the_schema_of_its_build()
    {
        await using var application = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        Assert.Null(await Record.ExceptionAsync(() => SchemaVersionCheck.EnsureAsync(application, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_silo_refuses_an_older_schema_and_says_what_to_run()
    {
        await DatabaseCommands.ExecuteAsync(Owner, "DELETE FROM schema_version WHERE scriptname = '0010_orleans.sql'");
        var refused = await RefusedAsync();
        Assert.Contains("0010_orleans.sql", refused, StringComparison.Ordinal);
        Assert.Contains("./grid db migrate", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_refuses_a_newer_schema_and_so_does_the_migrator()
    {
        await DatabaseCommands.ExecuteAsync(
            Owner,
            "INSERT INTO schema_version (scriptname, applied) VALUES ('9999_later.sql', grid_now())"
        );
        Assert.Contains("9999_later.sql", await RefusedAsync(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<SchemaException>(() => Migrate(Owner, ApplicationRole));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_newer_schema_may_say_that_it_still_serves_this_build(int newer, bool served)
    {
        await DatabaseCommands.ExecuteAsync(
            Owner,
            $"INSERT INTO schema_version (scriptname, applied, serves) VALUES ('9999_later.sql', grid_now(), {SchemaVersion.Expected + newer})"
        );
        if (!served)
        {
            Assert.Contains("9999_later.sql", await RefusedAsync(), StringComparison.Ordinal);
            return;
        }

        await using var application = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        await SchemaVersionCheck.EnsureAsync(application, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<SchemaException>(() => Migrate(Owner, ApplicationRole));
    }

    [Fact]
    public void A_script_that_serves_older_hosts_takes_nothing_away_from_them()
    {
        string[] takesAway = ["DROP TABLE", "DROP COLUMN", "DROP FUNCTION", "RENAME", "SET NOT NULL", " TYPE ", "REVOKE", "TRUNCATE"];
        foreach (var script in SchemaVersion.Scripts)
        {
            var text = SchemaVersion.TextOf(script);
            if (ServedHosts.Of(script, text) is { } oldest)
            {
                Assert.Contains(oldest, SchemaVersion.Scripts.Select(SchemaVersion.NumberOf));
                Assert.All(takesAway, word =>
                    Assert.False(text.Contains(word, StringComparison.OrdinalIgnoreCase), $"{script} serves {oldest:D4} and says {word}.")
                );
            }
        }
    }

    [Fact]
    public void What_a_script_serves_stands_in_a_line_of_its_own()
    {
        Assert.Equal(500, ServedHosts.Of("0600_more.sql", "-- more\n-- serves: 0500\nALTER TABLE …"));
        Assert.Null(ServedHosts.Of("0600_more.sql", "-- it serves: 0500 hosts"));
        Assert.Throws<SchemaException>(() => ServedHosts.Of("0600_more.sql", "-- serves: 0600\n"));
        Assert.Throws<SchemaException>(() => ServedHosts.Of("0600_more.sql", "-- serves: 0400\n-- serves: 0500\n"));
    }

    [Fact]
    public async Task A_silo_refuses_a_database_without_schema()
    {
        await EmptyAsync();
        Assert.Contains("./grid db migrate", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_table_and_column_says_what_it_is()
    {
        var silent = await DatabaseCommands.ScalarAsync<string[]>(
            Owner,
            """
            SELECT coalesce(array_agg(c.relname || coalesce('.' || a.attname, '')), '{}')
            FROM pg_class c
            LEFT JOIN LATERAL (
                SELECT attname, attnum FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
                UNION ALL SELECT NULL, 0) a ON true
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND c.relname <> 'schema_version' AND col_description(c.oid, a.attnum) IS NULL
              AND NOT (a.attnum = 0 AND obj_description(c.oid, 'pg_class') IS NOT NULL)
            """
        );
        Assert.Equal(None, silent);
    }

    private static Task<IReadOnlyList<string>> Migrate(string owner, string role) =>
        SchemaMigrator.MigrateAsync(owner, role, TestContext.Current.CancellationToken);

    private Task EmptyAsync() => DatabaseCommands.ExecuteAsync(Owner, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");

    private async Task<string> SuperuserAsync() =>
        new NpgsqlConnectionStringBuilder(await PostgresServer.GetOwnerConnectionStringAsync(TestContext.Current.CancellationToken))
        {
            Database = database.Name,
            Pooling = false,
        }.ConnectionString;

    private async Task<string> RefusedAsync()
    {
        await using var application = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        var refused = await Assert.ThrowsAsync<SchemaException>(() =>
            SchemaVersionCheck.EnsureAsync(application, TestContext.Current.CancellationToken)
        );
        return refused.Message;
    }
}
