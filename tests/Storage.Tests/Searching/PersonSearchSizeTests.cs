using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Searching;
using Npgsql;

namespace Grid.Storage.Tests.Searching;

/// <summary>
/// Searching names at a province's size: what a page reads, however many namesakes there are elsewhere, and how long it takes, written to
/// the output.
/// </summary>
public sealed class PersonSearchSizeTests(PersonSearchLoad load, ITestOutputHelper output) : IClassFixture<PersonSearchLoad>
{
    private const int Size = 50;

    /// <summary>A common surname with a common sign after it; common in one city only; rare; unknown.</summary>
    private static readonly string[] Names = ["王伟", "阿布", "曹思静", "欧阳"];

    private static readonly (string Name, SearchScope Scope)[] Scopes =
    [
        ("office", new SearchScope("36010301", null)),
        ("street", new SearchScope(null, "360103002")),
        ("county", new SearchScope(null, "360103")),
        ("city", new SearchScope(null, "3601")),
        ("city of 阿布", new SearchScope(null, "3611")),
        ("province", new SearchScope(null, "36")),
        ("everything", new SearchScope(null, "")),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_reads_a_page_and_in_a_county_its_own_names_at_most()
    {
        await using var connection = new NpgsqlConnection(load.Database.ApplicationConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var owner = await OwnerAsync();
        foreach (var (scopeName, scope) in Scopes)
        {
            foreach (var name in Names)
            {
                await using var command = new NpgsqlCommand { Connection = connection };
                command.CommandText =
                    "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) "
                    + PersonSearchSql.ByName(command, NameTokens.Of(load.Secrets.RegisterKey, name), name, scope, null, Size + 1);
                using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancellation))!);
                var nodes = Flatten(plan.RootElement[0].GetProperty("Plan")).ToArray();
                var text = plan.RootElement.GetRawText();
                Assert.True(nodes.All(node => Text(node, "Node Type") != "Seq Scan"), text);
                var blocks = Number(nodes[0], "Shared Hit Blocks") + Number(nodes[0], "Shared Read Blocks");
                var rows = nodes
                    .Where(node => Text(node, "Relation Name").Length > 0)
                    .Sum(node => (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter")) * Number(node, "Actual Loops"));
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name}, {scopeName}: {blocks:F0} blocks, {rows:F0} rows, {plan.RootElement[0].GetProperty("Execution Time").GetDouble():F1} ms, by {string.Join(", ", nodes.Select(node => Text(node, "Index Name")).Where(index => index.Length > 0).Distinct())}"
                    )
                );

                // Ids, then their two rows, each by its key. Of a county's and a street's namesakes all ids are read.
                var through = scopeName is "county" or "street"
                    ? await TotalAsync(owner, $"name LIKE '{name}%' AND code LIKE '{scope.RegionPrefix}%'")
                    : 0;
                Assert.True(blocks <= ((Size + 1) * 12) + 50 + through, $"{blocks} blocks: {text}");
                Assert.True(rows <= ((Size + 1) * 3) + through, $"{rows} rows: {text}");
            }
        }
    }

    [Fact]
    public async Task Pages_are_right_and_their_times_are_told()
    {
        await using var source = NpgsqlDataSource.Create(load.Database.ApplicationConnectionString);
        await using var numbers = new PersonNumbers(source, TimeProvider.System);
        var search = new PersonSearch(source, load.Secrets, numbers);
        await using var connection = await OwnerAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{PersonSearchLoad.Persons:N0} persons; pages of {Size}"));
        foreach (var name in Names)
        {
            foreach (var (scopeName, scope) in Scopes)
            {
                var within =
                    $"name LIKE '{name}%' AND code {(scope.Office is { } office ? $"= '{office}'" : $"LIKE '{scope.RegionPrefix}%'")}";
                var expected = new List<string>();
                await using (
                    var command = new NpgsqlCommand(
                        $"SELECT person_id FROM made_name WHERE {within} ORDER BY person_id LIMIT {3 * Size}",
                        connection
                    )
                )
                await using (var row = await command.ExecuteReaderAsync(Cancellation))
                {
                    while (await row.ReadAsync(Cancellation))
                        expected.Add(PersonId.FromGuid(row.GetGuid(0)).ToString());
                }

                var times = new List<double>();
                for (var round = 0; round < 40; round++)
                {
                    // The first three pages, as a clerk turns them.
                    var found = new List<string>();
                    string? after = null;
                    for (var n = 0; n < 3 && (n == 0 || after is not null); n++)
                    {
                        var start = Stopwatch.GetTimestamp();
                        var page = await search.ByNamePrefixAsync(name, scope, new PageRequest(Size, after), Cancellation);
                        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                        found.AddRange(page.Items.Select(hit => hit.Person.ToString()));
                        after = page.Next;
                    }

                    Assert.Equal(expected, found);
                }

                times.Sort();
                var hits = await TotalAsync(connection, within);
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name}, {scopeName}, {hits} hits: p50 {times[times.Count / 2]:F1} ms, p99 {times[Math.Min(times.Count - 1, times.Count * 99 / 100)]:F1} ms ({times.Count})"
                    )
                );
            }
        }

        // What the test is about is there: many in the province, few in the county.
        Assert.True(await TotalAsync(connection, "name LIKE '阿布%'") > PersonSearchLoad.Persons / 100);
        Assert.True(await TotalAsync(connection, "name LIKE '阿布%' AND code LIKE '360103%'") < Size);
        Assert.True(await TotalAsync(connection, "name LIKE '王伟%'") > PersonSearchLoad.Persons / 500);
    }

    private async Task<NpgsqlConnection> OwnerAsync()
    {
        var owner = new NpgsqlConnection(load.Database.OwnerConnectionString);
        await owner.OpenAsync(Cancellation);
        return owner;
    }

    private static async Task<long> TotalAsync(NpgsqlConnection connection, string condition)
    {
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM made_name WHERE {condition}", connection);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static IEnumerable<JsonElement> Flatten(JsonElement node) =>
        node.TryGetProperty("Plans", out var below) ? below.EnumerateArray().SelectMany(Flatten).Prepend(node) : [node];

    private static string Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static double Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
