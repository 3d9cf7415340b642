using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Reminders;

/// <summary>The start that the two range statements give to a silo for rows that are past, or nearly.</summary>
public sealed class CatchUpTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int Quarter = 900_000;

    private const int Day = 86_400_000;

    [Theory]
    [InlineData("-3 years", Quarter, 7, 7.1)] // soon, also for a silo whose clock is five seconds ahead
    [InlineData("-1 second", Quarter, 7, 7.1)]
    [InlineData("1 second", Quarter, 2, 7.1)] // time to be waited for
    [InlineData("20 seconds", Quarter, 2, 20)]
    [InlineData("14 minutes", Quarter, 780, 840)]
    [InlineData("-2 hours", Day, -7260, -7200)] // not kept in memory between two ticks: it would tick at every refresh
    public async Task A_row_is_given_the_start(string from, int period, double least, double most)
    {
        await using var fresh = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        await InsertAsync(fresh.OwnerConnectionString, 1, $"grid_now() + interval '{from}'", period);
        foreach (var statement in (string[])["ReadRangeRows1Key", "ReadRangeRows2Key"])
        {
            Assert.InRange(
                Assert.Single(await ReadAsync(fresh.ApplicationConnectionString, statement, int.MinValue, int.MaxValue)),
                least,
                most
            );
        }
    }

    [Fact]
    public async Task Many_past_rows_are_spread_evenly_in_every_part_of_the_ring()
    {
        await using var fresh = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        const int Rows = 10_000;
        await InsertAsync(fresh.OwnerConnectionString, Rows, "grid_now() - interval '1 day'", Quarter);

        // 2 ms each, whatever part of them a silo reads.
        foreach (var (begin, end, share) in ((int, int, double)[])[(int.MinValue, int.MaxValue, 1), (0, 1 << 28, 1 / 16.0)])
        {
            var starts = await ReadAsync(fresh.ApplicationConnectionString, "ReadRangeRows1Key", begin, end);
            Assert.InRange(starts.Length, (Rows * share) - 80, (Rows * share) + 80);
            Assert.InRange(starts.Min(), 7, 8);
            Assert.InRange(starts.Max() - starts.Min(), 18, 20);
            Assert.All(starts.GroupBy(start => (int)((start - starts.Min()) / 4)).Where(group => group.Key < 5), group =>
                Assert.InRange(group.Count(), starts.Length / 10, starts.Length * 3 / 10)
            );
        }
    }

    [Fact]
    public async Task The_spread_ends_at_a_period() =>
        Assert.True(
            await DatabaseCommands.ScalarAsync<bool>(
                database.OwnerConnectionString,
                "SELECT 450000 * interval '2 milliseconds' = interval '15 minutes' AND reminder_first_tick(now() - interval '1 day', 900000, -1, now(), 900000, interval '15 minutes') < now() + interval '15 minutes 7 seconds'"
            )
        );

    private static Task InsertAsync(string owner, int rows, string start, int period) =>
        DatabaseCommands.ExecuteAsync(
            owner,
            $"INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash) SELECT 'catch-up', 'probe/' || i, 'duty', {start}, $2, hashint4(i) FROM generate_series(1, $1) AS i",
            rows,
            (long)period
        );

    /// <summary>Seconds from now to each start that the statement gives.</summary>
    private static async Task<double[]> ReadAsync(string application, string statement, int begin, int end)
    {
        var query = await DatabaseCommands.ScalarAsync<string>(
            application,
            "SELECT querytext FROM orleansquery WHERE querykey = $1",
            statement
        );
        await using var connection = new NpgsqlConnection(application);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            $"SELECT array_agg(extract(epoch FROM starttime - grid_now())::float8) FROM ({query}) AS rows",
            connection
        );
        command.Parameters.AddWithValue("ServiceId", "catch-up");
        command.Parameters.AddWithValue("BeginHash", statement == "ReadRangeRows2Key" ? 0 : begin);
        command.Parameters.AddWithValue("EndHash", statement == "ReadRangeRows2Key" ? 0 : end);
        return (double[])(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
