using System.Globalization;
using Grid.Storage.Migrations;
using Grid.Storage.Sealing;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Admin.Tests;

/// <summary><c>migrate</c>, <c>status</c> and <c>check</c> on a real server.</summary>
public sealed class DatabaseTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_schema_of_this_build_is_left_as_it_is()
    {
        var result = await Command.RunAsync(
            ["migrate"],
            ("GRID_DATABASE_OWNER", database.OwnerConnectionString),
            ("GRID_DATABASE", database.ApplicationConnectionString)
        );
        Assert.Equal((0, $"The schema is at version {SchemaVersion.Expected}."), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task A_connection_string_may_be_in_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, database.ApplicationConnectionString + "\n", TestContext.Current.CancellationToken);
            var result = await Command.RunAsync(["status"], ("GRID_DATABASE_FILE", file));
            Assert.Equal(0, result.ExitCode);
            Assert.Contains($"database {database.Name}, role grid_app", result.Output, StringComparison.Ordinal);
            Assert.Contains($"version {SchemaVersion.Expected}, as this build expects", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Tables_that_agree_pass_the_check_and_others_are_counted()
    {
        var good = await Command.RunAsync(["check"], ("GRID_DATABASE", database.ApplicationConnectionString));
        Assert.Equal(0, good.ExitCode);
        Assert.Contains("Without --keys it was not checked", good.Errors, StringComparison.Ordinal);
        Assert.All(good.Output.Split('\n'), line => Assert.Equal(0, Count(line)));

        await using (var source = NpgsqlDataSource.Create(database.OwnerConnectionString))
        {
            await using var command = source.CreateCommand(
                """
                INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash)
                VALUES ('grid', 'person/' || replace(gen_random_uuid()::text, '-', ''), 'duty', now(), 900000, 1)
                """
            );
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var bad = await Command.RunAsync(["check"], ("GRID_DATABASE", database.ApplicationConnectionString));
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains(bad.Output.Split('\n'), line => Count(line) == 1);
        Assert.Contains("do not agree", bad.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_keys_rows_are_verified_and_named_and_other_keys_are_refused()
    {
        await using var own = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("keys-").FullName;
        try
        {
            var secrets = KeyFiles.Open(folder, mayCreate: true);
            (string, string) connection = ("GRID_DATABASE", own.ApplicationConnectionString);
            await using var source = NpgsqlDataSource.Create(own.OwnerConnectionString);
            await RegisterKeyCheck.EnsureAsync(source, secrets.RegisterKey, "grid", TestContext.Current.CancellationToken);

            var before = await Command.RunAsync(["check", "--keys", folder], connection);
            Assert.Equal((0, ""), (before.ExitCode, before.Errors));
            Assert.Contains(
                "0 persons and 0 entries of the access log have none: run ./grid db chain",
                before.Output,
                StringComparison.Ordinal
            );
            var chained = await Command.RunAsync(["chain", "--keys", folder], connection);
            Assert.Equal(
                (0, "0 persons and 0 journal rows and 0 entries of the access log were chained."),
                (chained.ExitCode, chained.Output)
            );
            var good = await Command.RunAsync(["check", "--keys", folder], connection);
            Assert.Equal((0, ""), (good.ExitCode, good.Errors));
            Assert.Contains("Everything has a MAC since", good.Output, StringComparison.Ordinal);

            await using var insert = source.CreateCommand(
                """
                INSERT INTO journal (person_id, sequence, event, event_on, actor, actor_role, at, commit_id, facts)
                VALUES ('0123456789abcdef0123456789abcdef', 1, 'exited', '2026-11-30', 'x', 'clerk', now(), gen_random_uuid(), '{}')
                """
            );
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var bad = await Command.RunAsync(["check", "--keys", folder], connection);
            Assert.Equal(1, bad.ExitCode);
            Assert.Contains("person 0123456789abcdef0123456789abcdef: 被删除", bad.Output, StringComparison.Ordinal);
            Assert.Contains("not as they were written", bad.Errors, StringComparison.Ordinal);

            File.Delete(Path.Combine(folder, KeyFiles.RegisterKeyFile));
            KeyFiles.Open(folder, mayCreate: true);
            var strange = await Command.RunAsync(["check", "--keys", folder], connection);
            Assert.Equal(1, strange.ExitCode);
            Assert.Contains("fingerprint", strange.Errors, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Names_in_the_clear_are_sealed_once_with_the_keys_of_the_register()
    {
        await using var own = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("keys-").FullName;
        try
        {
            var secrets = KeyFiles.Open(folder, mayCreate: true);
            (string, string)[] connections =
            [
                ("GRID_DATABASE", own.ApplicationConnectionString),
                ("GRID_DATABASE_OWNER", own.OwnerConnectionString),
            ];
            await using var source = NpgsqlDataSource.Create(own.OwnerConnectionString);
            await RegisterKeyCheck.EnsureAsync(source, secrets.RegisterKey, "grid", TestContext.Current.CancellationToken);
            var wrapped = secrets.Ring.NewDataKey().Wrap(secrets.Ring, "0123456789abcdef0123456789abcdef");
            await using var insert = source.CreateCommand(
                """
                WITH key AS (
                    INSERT INTO person (person_id, version, sequence, state_schema, state, data_key, last_commit, written_at)
                    VALUES ('0123456789abcdef0123456789abcdef', 1, 0, 1, '', $1, gen_random_uuid(), now()))
                INSERT INTO person_search (person_id, name, name_key, office, region, active)
                VALUES ('0123456789abcdef0123456789abcdef', '样例', '样例', '36010200', '360102', true),
                    ('fedcba9876543210fedcba9876543210', '无钥', '无钥', '36010200', '360102', true)
                """
            );
            insert.Parameters.AddWithValue(wrapped);
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            var noOwner = await Command.RunAsync(["seal-names", "--keys", folder], connections[0]);
            Assert.Equal((1, ""), (noOwner.ExitCode, noOwner.Output));
            Assert.Contains("GRID_DATABASE_OWNER", noOwner.Errors, StringComparison.Ordinal);
            var done = await Command.RunAsync(["seal-names", "--keys", folder], connections);
            Assert.Equal((0, ""), (done.ExitCode, done.Errors));
            Assert.StartsWith("1 names were sealed; 1 of erased persons were removed.", done.Output, StringComparison.Ordinal);
            var again = await Command.RunAsync(["seal-names", "--keys", folder], connections);
            Assert.StartsWith("0 names were sealed; 0 of erased persons were removed.", again.Output, StringComparison.Ordinal);

            File.Delete(Path.Combine(folder, KeyFiles.RegisterKeyFile));
            KeyFiles.Open(folder, mayCreate: true);
            var strange = await Command.RunAsync(["seal-names", "--keys", folder], connections);
            Assert.Equal(1, strange.ExitCode);
            Assert.Contains("fingerprint", strange.Errors, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("migrate", "GRID_DATABASE_OWNER")]
    [InlineData("status", "GRID_DATABASE")]
    [InlineData("check", "GRID_DATABASE")]
    public async Task A_server_that_is_away_is_reported_in_one_line_without_the_password(string command, string variable)
    {
        var missing = await Command.RunAsync([command]);
        Assert.Equal((1, ""), (missing.ExitCode, missing.Output));
        Assert.Contains(variable, missing.Errors, StringComparison.Ordinal);

        var result = await Command.RunAsync(
            [command],
            (variable, $"Host=127.0.0.1;Port={FreePorts.Take()};Username=grid_owner;Password=not-to-be-seen;Database=grid")
        );
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("not-to-be-seen", result.Errors + result.Output, StringComparison.Ordinal);
        Assert.Single(result.Errors.Split('\n'));
    }

    private static long Count(string line) => long.Parse(line.Trim().Split(' ')[0], CultureInfo.InvariantCulture);
}
