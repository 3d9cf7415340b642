using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Platform;
using Grid.Storage.Tests.Persons;
using Grid.Testing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Tests.Platform;

/// <summary>
/// A lease costs what it leases, however much waits: many persons with several items, some leased, some postponed, some refused with others
/// behind them.
/// </summary>
public sealed class PlatformLeaseSizeTests(ITestOutputHelper output)
{
    private const int Limit = 500;
    private const int Page = 5_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Three items a person.</summary>
    private static int Items { get; } = TestSize.Pick(small: 60_000, full: 500_000);

    [Fact]
    public async Task A_lease_reads_a_page_and_not_the_outbox()
    {
        await using var store = await PlatformStore.CreateAsync();
        await using var owner = new NpgsqlConnection(store.Database.OwnerConnectionString);
        await owner.OpenAsync(Cancellation);

        // The statistics are the test's own: an autovacuum in the middle keeps dead entries in the index, and a lease reads a third more.
        await ExecuteAsync(owner, "ALTER TABLE platform_item SET (autovacuum_enabled = off)");
        await ExecuteAsync(
            owner,
            $"""
            INSERT INTO platform_item (person_id, kind, key, event_on, commit_id, created_at, waiting_since, content, region, office)
            SELECT md5((i / 3)::text)::uuid, 'exit', 'exit:' || i, date '2026-11-01' + i % 20, gen_random_uuid(), grid_now(), grid_now(), repeat('x', 600)::bytea, '360102', '36010200'
            FROM generate_series(0, {Items - 1}) AS i
            """
        );

        // A fifth of the persons is refused, all at the front; as much is on its way: put there by the store's own statements.
        var setup = Stopwatch.StartNew();
        foreach (var (refused, pages) in new[] { (true, Items / 15 / Page), (false, Items / 15 / Page) })
        {
            for (var page = 0; page < Math.Max(1, pages); page++)
            {
                var lease = Guid.NewGuid();
                var ids = await LeaseAsync(owner, lease, Page);
                if (refused)
                    await RefuseAsync(store, lease, ids);
            }
        }

        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"leases and refusals of {Page} each in {setup.ElapsedMilliseconds} ms")
        );
        foreach (var statistics in (string[])["", "VACUUM ANALYZE platform_item"])
        {
            if (statistics.Length > 0)
                await ExecuteAsync(owner, statistics);
            await using var undone = await owner.BeginTransactionAsync(Cancellation);
            await using var command = LeaseCommand(
                owner,
                $"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {PlatformSql.Lease}",
                Guid.NewGuid(),
                Limit
            );
            using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancellation))!);
            var top = plan.RootElement[0].GetProperty("Plan");
            var blocks = top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks").GetInt64();
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Items:N0} items, statistics: '{statistics}': {blocks} blocks for {top.GetProperty("Actual Rows").GetDouble()} items, {plan.RootElement[0].GetProperty("Execution Time").GetDouble():F1} ms"
                )
            );
            Assert.Equal(Limit, top.GetProperty("Actual Rows").GetDouble());

            // What is on its way is met with what waits behind it: two more look-ups for each of those.
            Assert.InRange(blocks, 1, (Limit * 60) + (Math.Max(Page, Items / 15) * 2 * 5));
            await undone.RollbackAsync(Cancellation);

            // And a mark costs what it marks, whatever the planner knows or guesses.
            var marking = Guid.NewGuid();
            var (marked, markTime) = await ExplainAsync(owner, MarkCommand(owner, marking, await LeaseAsync(owner, marking, Page)));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{marked} blocks to refuse {Page}, {markTime:F1} ms"));
            Assert.InRange(marked, Page, Page * 120);
        }

        var watch = Stopwatch.StartNew();
        var state = await store.Outbox.StateAsync(Cancellation);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"state {state} in {watch.ElapsedMilliseconds} ms"));
        Assert.Equal(Items, state.Waiting + state.Refused + state.HeldBack);
        Assert.Equal(2 * state.Refused, state.HeldBack);
    }

    private static Task RefuseAsync(PlatformStore store, Guid lease, List<long> ids) =>
        store.Outbox.MarkAsync(
            lease,
            [.. ids.Select(id => new ItemOutcome(id, false, "code", null, null, PlatformStore.Now))],
            Cancellation
        );

    private static async Task<(long Blocks, double Milliseconds)> ExplainAsync(NpgsqlConnection connection, NpgsqlCommand command)
    {
        await using (command)
        {
            command.Connection = connection;
            command.CommandText = $"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {command.CommandText}";
            command.CommandTimeout = 0;
            using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancellation))!);
            var top = plan.RootElement[0].GetProperty("Plan");
            return (
                top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks").GetInt64(),
                plan.RootElement[0].GetProperty("Execution Time").GetDouble()
            );
        }
    }

    private static NpgsqlCommand MarkCommand(NpgsqlConnection connection, Guid lease, List<long> ids)
    {
        var command = new NpgsqlCommand(PlatformSql.Free, connection);
        command.Parameters.AddWithValue(lease);
        command.Parameters.AddWithValue(ids.ToArray());
        command.Parameters.AddWithValue(ids.Select(_ => PlatformStore.Now).ToArray());
        command.Parameters.AddWithValue(new bool[ids.Count]);
        command.Parameters.AddWithValue(new string?[ids.Count]);
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, new byte[]?[ids.Count]);
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, new DateTimeOffset?[ids.Count]);
        command.Parameters.AddWithValue(PlatformStore.Now);
        return command;
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
