using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Servers;

/// <summary>Behind a real PgBouncer, in each of its modes.</summary>
public sealed class PoolerCheckTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostgreSQL_itself_gives_sessions()
    {
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        Assert.Null(await Record.ExceptionAsync(() => PoolerCheck.EnsureAsync(source, Cancellation)));
    }

    [Fact]
    public async Task A_pooler_of_sessions_gives_sessions_also_to_many()
    {
        await using var fresh = await TestDatabase.CreateAsync(Cancellation);
        await using var pooler = await PgBouncer.StartAsync(fresh, Cancellation);
        await using var source = NpgsqlDataSource.Create(pooler.ApplicationConnectionString);
        var errors = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Record.ExceptionAsync(() => PoolerCheck.EnsureAsync(source, Cancellation)).AsTask())
        );
        Assert.All(errors, Assert.Null);
    }

    [Theory]
    [InlineData("transaction", "0", 1)]
    [InlineData("transaction", "1", 1)]
    [InlineData("transaction", "0", 8)]
    [InlineData("transaction", "1", 8)]
    [InlineData("statement", "0", 1)]
    public async Task A_pooler_of_transactions_is_found_out(string mode, string roundRobin, int atOnce)
    {
        await using var fresh = await TestDatabase.CreateAsync(Cancellation);
        await using var pooler = await PgBouncer.StartAsync(fresh, Cancellation, ("pool_mode", mode), ("server_round_robin", roundRobin));
        var closed = new NpgsqlConnectionStringBuilder(pooler.ApplicationConnectionString) { NoResetOnClose = true }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(closed);
        var errors = await Task.WhenAll(
            Enumerable.Range(0, atOnce).Select(_ => Record.ExceptionAsync(() => PoolerCheck.EnsureAsync(source, Cancellation)).AsTask())
        );
        Assert.All(errors, error =>
            Assert.Contains("pool_mode = session", Assert.IsType<PoolerException>(error).Message, StringComparison.Ordinal)
        );
    }
}
