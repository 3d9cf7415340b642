using Grid.Storage.Sealing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Admin.Tests;

/// <summary><c>erase</c> and <c>hold</c> on a real server.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("keys-").FullName;
    private TestDatabase database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(Cancellation);
        var secrets = KeyFiles.Open(folder, mayCreate: true);
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await RegisterKeyCheck.EnsureAsync(source, secrets.RegisterKey, "grid", Cancellation);
        // Of a person whose last commit was long ago, with a record that these keys do not open.
        await using var command = source.CreateCommand(
            """
            INSERT INTO person (person_id, version, sequence, state_schema, state, data_key, last_commit, written_at)
            VALUES ('0123456789abcdef0123456789abcdef', 1, 0, 1, '\x00', '\x00', gen_random_uuid(), '2001-01-01')
            """
        );
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Without_yes_it_lists_who_and_what_and_why_not()
    {
        var plan = await RunAsync("erase", "--keys", folder);
        Assert.Equal((0, ""), (plan.ExitCode, plan.Errors));
        Assert.Contains("尚未核定", plan.Output, StringComparison.Ordinal);
        Assert.Contains("registered: 曾办理失业登记", plan.Output, StringComparison.Ordinal);
        Assert.Contains("0123456789abcdef0123456789abcdef  ?  2001-01-01  暂不删除", plan.Output, StringComparison.Ordinal);
        Assert.Contains("记录无法打开", plan.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", plan.Output, StringComparison.Ordinal);
        Assert.Contains("试算 plan: 0 人 persons; 暂不能删除 not yet: 1", plan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_erases_only_for_somebody_and_by_periods_that_were_confirmed()
    {
        var nobody = await RunAsync("erase", "--keys", folder, "--yes");
        Assert.Equal(1, nobody.ExitCode);
        Assert.Contains("--by", nobody.Errors, StringComparison.Ordinal);
        var proposal = await RunAsync("erase", "--keys", folder, "--yes", "--by", "operator-1");
        Assert.Equal(1, proposal.ExitCode);
        Assert.Contains("尚未经省级主管部门核定", proposal.Errors, StringComparison.Ordinal);
        var file = Path.Combine(folder, "retention.json");
        await File.WriteAllTextAsync(file, """{"version":"1"}""", Cancellation);
        var broken = await RunAsync("erase", "--keys", folder, "--rules", file);
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("retention.json", broken.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_ahead_of_the_database_erases_nobody()
    {
        await using (var source = NpgsqlDataSource.Create(database.OwnerConnectionString))
        await using (var command = source.CreateCommand("UPDATE clock_offset SET amount = '-10 minutes'"))
            await command.ExecuteNonQueryAsync(Cancellation);
        var plan = await RunAsync("erase", "--keys", folder);
        Assert.Equal((1, ""), (plan.ExitCode, plan.Output));
        Assert.Contains("时钟不一致", plan.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_is_entered_listed_and_lifted()
    {
        string[] person = ["hold", "0123456789abcdef0123456789abcdef"];
        Assert.Equal(1, (await RunAsync([.. person, "--by", "x"])).ExitCode);
        Assert.Equal(1, (await RunAsync([.. person, "--reason", "案号 1"])).ExitCode);
        Assert.Equal(1, (await RunAsync("hold", "nobody", "--reason", "案号 1", "--by", "x")).ExitCode);
        var added = await RunAsync([.. person, "--kind", "investigation", "--reason", "案号 1", "--by", "x"]);
        Assert.Equal((0, "1  0123456789abcdef0123456789abcdef"), (added.ExitCode, added.Output));
        var listed = await RunAsync("hold");
        Assert.Contains("investigation", listed.Output, StringComparison.Ordinal);
        Assert.Contains("案号 1", listed.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("hold", "--lift", "1", "--by", "y")).ExitCode);
        Assert.Equal(1, (await RunAsync("hold", "--lift", "1", "--by", "y")).ExitCode);
        Assert.Equal("", (await RunAsync("hold")).Output);
    }

    private Task<Command.Result> RunAsync(params string[] arguments) =>
        Command.RunAsync(arguments, ("GRID_DATABASE_OWNER", database.OwnerConnectionString));
}
