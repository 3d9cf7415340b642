using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Grid.Storage.Platform;
using Grid.Storage.Tests.Persons;
using Grid.Testing;
using Npgsql;

namespace Grid.Storage.Tests.Platform;

/// <summary>A lease costs what it leases, however much waits: many persons with several items, some leased, some put off, some refused with others behind them.</summary>
public sealed class PlatformLeaseSizeTests(ITestOutputHelper output)
{
    private const int Limit = 500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Three items a person.</summary>
    private static int Items { get; } = TestSize.Pick(small: 60_000, full: 500_000);

    [Fact]
    public async Task A_lease_reads_a_page_and_not_the_outbox()
    {
        await using var store = await PlatformStore.CreateAsync();
        await using var owner = new NpgsqlConnection(store.Database.OwnerConnectionString);
        await owner.OpenAsync(Cancellation);
        await ExecuteAsync(
            owner,
            $"""
            INSERT INTO platform_item (person_id, kind, key, event_on, commit_id, created_at, waiting_since, content, region, office)
            SELECT md5((i / 3)::text)::uuid, 'exit', 'exit:' || i, date '2026-11-01' + i % 20, gen_random_uuid(), grid_now(), grid_now(), repeat('x', 600)::bytea, '360102', '36010200'
            FROM generate_series(0, {Items - 1}) AS i
            """);

        // A fifth of the persons is refused, all at the front; as much is on its way: put there by the store's own statements.
        foreach (var (refused, pages) in new[] { (true, Items / 15 / 5_000), (false, Items / 15 / 5_000) })
        {
            for (var page = 0; page < Math.Max(1, pages); page++)
            {
                var lease = Guid.NewGuid();
                var ids = await LeaseAsync(owner, lease, 5_000);
                if (refused)
                    await store.Outbox.MarkAsync(lease, [.. ids.Select(id => new Grid.Grains.Interfaces.Platform.ItemOutcome(id, false, "code", null, null, PlatformStore.Now))], Cancellation);
            }
        }

        foreach (var statistics in (string[])["", "VACUUM ANALYZE platform_item"])
        {
            if (statistics.Length > 0)
                await ExecuteAsync(owner, statistics);
            await using var undone = await owner.BeginTransactionAsync(Cancellation);
            await using var command = LeaseCommand(owner, $"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {PlatformSql.Lease}", Guid.NewGuid(), Limit);
            using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancellation))!);
            var top = plan.RootElement[0].GetProperty("Plan");
            var blocks = top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks").GetInt64();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Items:N0} items, statistics: '{statistics}': {blocks} blocks for {top.GetProperty("Actual Rows").GetDouble()} items, {plan.RootElement[0].GetProperty("Execution Time").GetDouble():F1} ms"));
            Assert.Equal(Limit, top.GetProperty("Actual Rows").GetDouble());

            // What is on its way is met with what waits behind it: two more look-ups for each of those.
            Assert.InRange(blocks, 1, (Limit * 60) + (Math.Max(5_000, Items / 15) * 2 * 5));
            await undone.RollbackAsync(Cancellation);
        }

        var watch = Stopwatch.StartNew();
        var state = await store.Outbox.StateAsync(Cancellation);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"state {state} in {watch.ElapsedMilliseconds} ms"));
        Assert.Equal(Items, state.Waiting + state.Refused + state.HeldBack);
        Assert.Equal(2 * state.Refused, state.HeldBack);
    }

    private static async Task<List<long>> LeaseAsync(NpgsqlConnection connection, Guid lease, int limit)
    {
        await using var command = LeaseCommand(connection, PlatformSql.Lease, lease, limit);
        var ids = new List<long>();
        await using var row = await command.ExecuteReaderAsync(Cancellation);
        while (await row.ReadAsync(Cancellation))
            ids.Add(row.GetInt64(0));
        return ids;
    }

    private static NpgsqlCommand LeaseCommand(NpgsqlConnection connection, string sql, Guid lease, int limit)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(PlatformStore.Now);
        command.Parameters.AddWithValue(PlatformStore.Now.AddMinutes(5));
        command.Parameters.AddWithValue(limit);
        command.Parameters.AddWithValue(lease);
        return command;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
