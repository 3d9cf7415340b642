using System.Globalization;
using System.Text.Json;
using Grid.Grains.Interfaces.Changes;
using Grid.Storage.Changes;
using Npgsql;
using NpgsqlTypes;
using Scene = Grid.Storage.Tests.Changes.ChangeScene;

namespace Grid.Storage.Tests.Changes;

/// <summary>A page of the feed costs what is on it, however much the rest of the province writes.</summary>
public sealed class ChangePlanTests(ITestOutputHelper output)
{
    private const int Size = 50;
    private static readonly int Rows = Testing.TestSize.Pick(small: 60_000, full: 3_000_000);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_reads_a_page_of_its_offices_by_index()
    {
        await using var scene = await Scene.CreateAsync();

        // A province's offices, each in transactions of 30 rows; none is of one office alone.
        await scene.ExecuteAsync(
            """
            INSERT INTO journal (person_id, sequence, event, event_on, office, actor, actor_role, at, commit_id, facts, position)
            SELECT md5((i % 10000)::text)::uuid, i / 10000 + 1, 'contactRecorded', '2026-11-20', '36' || lpad((i % 60)::text, 4, '0') || '01', 'c', 'clerk',
                grid_now(), gen_random_uuid(), '{"on": "2026-11-20"}', (3 + i / 300)::text::xid8
            FROM generate_series(0, $1 - 1) AS i
            """,
            Rows
        );
        await scene.ExecuteAsync("VACUUM ANALYZE journal");

        string[] county = [.. Enumerable.Range(10, 12).Select(n => $"36{n:D4}01")];
        foreach (
            var offices in (string[][])
                [
                    ["36005001"],
                    county,
                ]
        )
        {
            var most = offices.Length == 1 ? Size + 1 : (2 * Size / offices.Length) + 1;
            await using var command = scene.Source.CreateCommand($"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {ChangeSql.Rows}");
            command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, offices);
            command.Parameters.Add(ChangeFeed.Xid(3));
            command.Parameters.AddWithValue(Guid.Empty);
            command.Parameters.AddWithValue(0L);
            command.Parameters.Add(ChangeFeed.Xid(ulong.MaxValue / 4));
            command.Parameters.AddWithValue(most);
            await AssertAsync(command, "page of " + offices.Length, most * offices.Length);

            await using var news = scene.Source.CreateCommand($"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {ChangeSql.News}");
            news.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, offices);
            news.Parameters.Add(ChangeFeed.Xid(3));
            await AssertAsync(news, "look at " + offices.Length, offices.Length);
        }

        async Task AssertAsync(NpgsqlCommand command, string what, int rows)
        {
            using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancelled))!);
            var text = plan.RootElement.GetRawText();
            var nodes = Flatten(plan.RootElement[0].GetProperty("Plan")).ToArray();
            var scans = nodes.Where(node => Text(node, "Relation Name") is "journal" or "journal_reach").ToList();
            Assert.NotEmpty(scans);
            Assert.All(scans, node =>
                Assert.True(Text(node, "Node Type") != "Seq Scan" || Text(node, "Relation Name") == "journal_reach", text)
            );
            var read = scans.Sum(node =>
                (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter")) * Number(node, "Actual Loops")
            );
            var blocks = Number(nodes[0], "Shared Hit Blocks") + Number(nodes[0], "Shared Read Blocks");
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} of {Rows:N0} rows: {read:F0} rows, {blocks:F0} blocks, {plan.RootElement[0].GetProperty("Execution Time").GetDouble():F1} ms"
                )
            );

            // What is equal in the index is sorted: the rows of one transaction more.
            Assert.True(read <= rows + 400, $"{what}: {read} rows: {text}");
        }
    }

    private static IEnumerable<JsonElement> Flatten(JsonElement node) =>
        node.TryGetProperty("Plans", out var below) ? below.EnumerateArray().SelectMany(Flatten).Prepend(node) : [node];

    private static string Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static double Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
