using System.Text.Json;
using Grid.Storage.Migrations;
using Grid.Storage.Reminders;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Reminders;

/// <summary>
/// A refresh of reminders costs what is due, not what exists: by the plans of the statements that the stock service runs.
/// </summary>
public sealed class ReminderPlanTests(ReminderPlanTests.Loaded loaded) : IClassFixture<ReminderPlanTests.Loaded>
{
    private const string Service = "plan";

    [Theory]
    [InlineData("ReadRangeRows2Key", 0, 0, 1.0)] // one silo: the whole ring
    [InlineData("ReadRangeRows1Key", -536870912, 536870912, 0.25)] // a quarter of it
    [InlineData("ReadRangeRows1Key", 1000000000, 1071582788, 1 / 60.0)] // a sixtieth
    [InlineData("ReadRangeRows2Key", 2000000000, -2000000000, 0.0687)] // a range over the end of the ring
    public async Task A_range_reads_what_is_due_by_its_index(string key, int begin, int end, double share)
    {
        var query = await DatabaseCommands.ScalarAsync<string>(
            loaded.Database.ApplicationConnectionString,
            "SELECT querytext FROM orleansquery WHERE querykey = $1",
            key
        );
        await using var connection = new NpgsqlConnection(loaded.Database.ApplicationConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}", connection);
        command.Parameters.AddWithValue("ServiceId", Service);
        command.Parameters.AddWithValue("BeginHash", begin);
        command.Parameters.AddWithValue("EndHash", end);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);

        var nodes = Flatten(plan.RootElement[0].GetProperty("Plan")).ToArray();
        var text = plan.RootElement.GetRawText();
        Assert.True(nodes.Any(node => Text(node, "Index Name") == "reminder_start_hash"), text);
        Assert.All(nodes, node => Assert.NotEqual("Seq Scan", Text(node, "Node Type")));

        var top = nodes[0];
        var returned = Number(top, "Actual Rows");
        var read = nodes.Sum(node => Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck")) + returned;
        Assert.InRange(returned, (Loaded.Due * share) - 2, (Loaded.Due * share) + 2);
        Assert.InRange(read, returned, key == "ReadRangeRows1Key" ? returned : Loaded.Due);

        // At worst a page of the table and one of the index for each due row; what is not due is thousands of pages more.
        Assert.InRange(Number(top, "Shared Hit Blocks") + Number(top, "Shared Read Blocks"), 1, (2 * Loaded.Due) + 20);
    }

    [Fact]
    public async Task Past_rows_are_returned_and_distant_ones_are_not()
    {
        // A database of its own: the plans' rows are counted to the last one.
        await using var database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            """
            INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash) VALUES
                ('window', 'probe/past', 'r', grid_now() - interval '3 years', 900000, 1),
                ('window', 'probe/soon', 'r', grid_now() + interval '14 minutes', 900000, 1),
                ('window', 'probe/late', 'r', grid_now() + interval '16 minutes', 900000, 1)
            """
        );
        foreach (
            var (key, begin, end) in ((string, int, int)[])
                [("ReadRangeRows1Key", 0, 1), ("ReadRangeRows2Key", 1, 1), ("ReadRangeRows2Key", 0, -5)]
        )
        {
            var query = await DatabaseCommands.ScalarAsync<string>(
                database.ApplicationConnectionString,
                "SELECT querytext FROM orleansquery WHERE querykey = $1",
                key
            );
            await using var connection = new NpgsqlConnection(database.ApplicationConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand($"SELECT array_agg(grainid ORDER BY grainid) FROM ({query}) AS rows", connection);
            command.Parameters.AddWithValue("ServiceId", "window");
            command.Parameters.AddWithValue("BeginHash", begin);
            command.Parameters.AddWithValue("EndHash", end);
            Assert.Equal(
                ["probe/past", "probe/soon"],
                (string[])(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!
            );
        }
    }

    [Fact]
    public async Task A_silo_that_loads_further_ahead_than_the_database_reads_is_refused()
    {
        await using var application = NpgsqlDataSource.Create(loaded.Database.ApplicationConnectionString);
        await ReminderWindowCheck.EnsureAsync(application, TimeSpan.FromMinutes(15), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<SchemaException>(() =>
            ReminderWindowCheck.EnsureAsync(application, TimeSpan.FromMinutes(16), TestContext.Current.CancellationToken)
        );
    }

    private static IEnumerable<JsonElement> Flatten(JsonElement node) =>
        node.TryGetProperty("Plans", out var below) ? below.EnumerateArray().SelectMany(Flatten).Prepend(node) : [node];

    private static string Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static double Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;

    /// <summary>A province's reminders, over the coming year, and those that are due; both evenly over the ring.</summary>
    public sealed class Loaded : IAsyncLifetime
    {
        public const int Due = 600;

        public TestDatabase Database { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
            await InsertAsync(Due, "grid_now() + interval '15 minutes' * (random() - 0.5)");
            await InsertAsync(
                TestSize.Pick(small: 50_000, full: 1_100_000),
                "grid_now() + interval '1 hour' + interval '365 days' * random()"
            );
            await DatabaseCommands.ExecuteAsync(Database.OwnerConnectionString, "VACUUM ANALYZE reminder");
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();

        private async Task InsertAsync(int count, string start)
        {
            await using var connection = new NpgsqlConnection(Database.OwnerConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand(
                $"""
                INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash)
                SELECT '{Service}', 'person/' || md5($2 || i), 'duty', {start}, 900000, (i * 4294967295.0 / $1 - 2147483648)::bigint::int
                FROM generate_series(1, $1::int) AS i
                """,
                connection
            )
            {
                CommandTimeout = 600,
            };
            command.Parameters.AddWithValue(count);
            command.Parameters.AddWithValue(start);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
