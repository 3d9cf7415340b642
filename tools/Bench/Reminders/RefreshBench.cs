using System.Text.Json;
using Grid.Bench.Databases;
using Npgsql;

namespace Grid.Bench.Reminders;

/// <summary>Fills a table of reminders and has the server report what the statements of a refresh cost, in turn.</summary>
internal sealed class RefreshBench(string server, int rows, int due, int rounds, Action<string> log)
{
    private const string Service = "bench";

    // What a provider does that knows nothing of the start: by service and hash, with an index for just that.
    private const string WholeRange =
        "SELECT grain_id, name, start_time, period_ms, version FROM reminder WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash";

    private const string WholeRing =
        "SELECT grain_id, name, start_time, period_ms, version FROM reminder WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)";

    private const string Fill = """
        INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash)
        SELECT 'bench', 'person/' || md5($2 || i), 'duty', grid_now() + $3 + $4 * random(), 900000, (i * 4294967295.0 / $1 - 2147483648)::bigint::int
        FROM generate_series(1, $1::int) AS i
        """;

    public async Task<IReadOnlyList<RefreshFigures>> RunAsync(CancellationToken cancelled)
    {
        await using var database = await BenchDatabase.CreateAsync(server, cancelled);
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync(cancelled);
        log($"loading {rows:N0} reminders");
        await FillAsync(connection, due, "due", TimeSpan.FromMinutes(-7), TimeSpan.FromMinutes(14), cancelled);
        await FillAsync(connection, rows - due, "later", TimeSpan.FromHours(1), TimeSpan.FromDays(365), cancelled);
        await ExecuteAsync(connection, "CREATE INDEX bench_whole_range ON reminder (service_id, grain_hash)", cancelled);
        await ExecuteAsync(connection, "VACUUM ANALYZE reminder", cancelled);

        var cases = new List<(string Name, int Silos, string Sql, int Begin, int End, List<Plan> Plans)>
        {
            ("due only", 1, await QueryAsync(connection, "ReadRangeRows2Key", cancelled), 0, 0, []),
            ("whole range", 1, WholeRing, 0, 0, []),
            ("due only", 2, await QueryAsync(connection, "ReadRangeRows1Key", cancelled), int.MinValue / 2, int.MaxValue / 2, []),
            ("whole range", 2, WholeRange, int.MinValue / 2, int.MaxValue / 2, []),
        };
        for (var round = 0; round < rounds; round++)
        {
            foreach (var one in cases)
            {
                var plan = await PlanAsync(connection, one.Sql, one.Begin, one.End, cancelled);
                one.Plans.Add(plan);
                log($"round {round + 1} {one.Name}, {one.Silos} silo(s): {plan.Returned:N0} rows, {plan.Milliseconds:N1} ms");
            }
        }

        return
        [
            .. cases.Select(c => new RefreshFigures(
                c.Name,
                c.Silos,
                c.Plans[^1].Returned,
                c.Plans[^1].Read,
                c.Plans[^1].Buffers,
                c.Plans.Select(p => p.Milliseconds).Order().ElementAt(c.Plans.Count / 2)
            )),
        ];
    }

    private static async Task FillAsync(
        NpgsqlConnection connection,
        int count,
        string name,
        TimeSpan from,
        TimeSpan over,
        CancellationToken cancelled
    )
    {
        await using var command = new NpgsqlCommand(Fill, connection) { CommandTimeout = 900 };
        command.Parameters.AddWithValue(count);
        command.Parameters.AddWithValue(name);
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(over);
        await command.ExecuteNonQueryAsync(cancelled);
    }

    private static async Task<string> QueryAsync(NpgsqlConnection connection, string key, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand("SELECT querytext FROM orleansquery WHERE querykey = $1", connection);
        command.Parameters.AddWithValue(key);
        return (string)(await command.ExecuteScalarAsync(cancelled))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 900 };
        await command.ExecuteNonQueryAsync(cancelled);
    }

    private static async Task<Plan> PlanAsync(NpgsqlConnection connection, string sql, int begin, int end, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", connection) { CommandTimeout = 300 };
        command.Parameters.AddWithValue("ServiceId", Service);
        command.Parameters.AddWithValue("BeginHash", begin);
        command.Parameters.AddWithValue("EndHash", end);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancelled))!);
        var top = plan.RootElement[0].GetProperty("Plan");
        var nodes = Flatten(top).ToArray();
        var loops = Number(top, "Actual Loops");
        var returned = Number(top, "Actual Rows") * loops;
        var removed = nodes.Sum(n =>
            (Number(n, "Rows Removed by Filter") + Number(n, "Rows Removed by Index Recheck")) * Math.Max(1, Number(n, "Actual Loops"))
        );
        return new Plan(
            returned,
            returned + removed,
            Number(top, "Shared Hit Blocks") + Number(top, "Shared Read Blocks"),
            plan.RootElement[0].GetProperty("Execution Time").GetDouble()
        );
    }

    private static IEnumerable<JsonElement> Flatten(JsonElement node) =>
        node.TryGetProperty("Plans", out var below) ? below.EnumerateArray().SelectMany(Flatten).Prepend(node) : [node];

    private static double Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;

    private sealed record Plan(double Returned, double Read, double Buffers, double Milliseconds);
}
