using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Duties;
using Grid.Storage.Tests.Persons;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Grid.Storage.Tests.Duties;

/// <summary>Worklists at a province's size: what a page reads, and how long pages and counts take, written to the output.</summary>
public sealed class WorklistSizeTests(WorklistLoad load, ITestOutputHelper output) : IClassFixture<WorklistLoad>
{
    private const int Size = 50;

    private static readonly WorklistFilter All = new(null, null, null, null, false);

    private static readonly (string Name, WorklistFilter Filter)[] Filters =
    [
        ("all", All),
        ("follow-up", All with { Kind = DutyKind.FollowUp }),
        ("follow-up, overdue, unclaimed", new WorklistFilter(DutyKind.FollowUp, WorklistBucket.Overdue, null, null, true)),
        ("objection", All with { Kind = DutyKind.Objection }),
        ("today", All with { Bucket = WorklistBucket.Today }),
        ("escalated to a county", All with { EscalatedTo = "36010301" }),
    ];

    private static readonly (string Name, SearchScope Scope)[] Scopes =
    [
        ("office", new SearchScope("36010301", null)),
        ("street", new SearchScope(null, "360103002")),
        ("county", new SearchScope(null, "360103")),
        ("city", new SearchScope(null, "3601")),
        ("province", new SearchScope(null, "36")),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> ScopeNames => [.. Scopes.Select(scope => scope.Name)];

    [Theory]
    [MemberData(nameof(ScopeNames))]
    public async Task A_page_reads_indexes_and_no_more_than_a_countys_duties(string name)
    {
        var scope = Scopes.Single(scope => scope.Name == name).Scope;
        await using var connection = new NpgsqlConnection(load.Database.ApplicationConnectionString);
        await connection.OpenAsync(Cancellation);
        foreach (var (filterName, filter) in Filters)
        {
            await using var command = new NpgsqlCommand { Connection = connection };
            command.CommandText =
                "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) "
                + new WorklistSql(command, scope, WorklistLoad.Today, Sample.Now).Page(filter, Size + 1);
            using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancellation))!);
            var nodes = Flatten(plan.RootElement[0].GetProperty("Plan")).ToArray();
            var text = plan.RootElement.GetRawText();
            Assert.True(nodes.All(node => Text(node, "Node Type") != "Seq Scan" || Text(node, "Relation Name") != "duty"), text);
            var blocks = Number(nodes[0], "Shared Hit Blocks") + Number(nodes[0], "Shared Read Blocks");
            var read = nodes
                .Where(node => Text(node, "Node Type").Contains("Index", StringComparison.Ordinal))
                .Sum(node => (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter")) * Number(node, "Actual Loops"));
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}, {filterName}: {blocks:F0} blocks, {read:F0} rows looked at, {plan.RootElement[0].GetProperty("Execution Time").GetDouble():F1} ms, by {string.Join(", ", nodes.Select(node => Text(node, "Index Name")).Where(index => index.Length > 0).Distinct())}"
                )
            );

            // A county has a hundredth of the province's duties; a page of a larger region ends long before.
            Assert.InRange(read, 0, Math.Max(5_000, WorklistLoad.Persons * 2.5 / 40));
        }
    }

    [Fact]
    public async Task Counts_of_regions_read_days_and_no_duties_and_an_office_s_its_own()
    {
        await using var connection = new NpgsqlConnection(load.Database.ApplicationConnectionString);
        await connection.OpenAsync(Cancellation);
        foreach (var (name, scope) in Scopes)
        {
            await using var command = new NpgsqlCommand { Connection = connection };
            command.CommandText =
                "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + new WorklistSql(command, scope, WorklistLoad.Today, Sample.Now).Counts();
            using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancellation))!);
            var nodes = Flatten(plan.RootElement[0].GetProperty("Plan")).ToArray();
            var (text, relations) = (
                plan.RootElement.GetRawText(),
                nodes.Select(node => Text(node, "Relation Name")).Where(relation => relation.Length > 0).Distinct()
            );
            var kept = name is not ("office" or "street");
            Assert.True(relations.All(relation => kept ? relation is "duty_count" or "duty_count_change" : relation == "duty"), text);
            Assert.True(nodes.All(node => Text(node, "Node Type") != "Seq Scan" || Text(node, "Relation Name") != "duty"), text);
            var read = nodes
                .Where(node => Text(node, "Relation Name") is "duty" or "duty_count")
                .Sum(node => (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter")) * Number(node, "Actual Loops"));
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"counts, {name}: {Number(nodes[0], "Shared Hit Blocks") + Number(nodes[0], "Shared Read Blocks"):F0} blocks, {read:F0} rows, {plan.RootElement[0].GetProperty("Execution Time").GetDouble():F1} ms"
                )
            );

            // So many as there are kinds and days, however many persons; of a street so many as it has duties.
            Assert.InRange(read, 1, kept ? 1_000 : Math.Max(1_000, WorklistLoad.Persons * 2.5 / 400));
        }
    }

    [Fact]
    public async Task Pages_and_counts_agree_and_their_times_are_told()
    {
        await using var source = NpgsqlDataSource.Create(load.Database.ApplicationConnectionString);
        var lists = new Worklists(source, load.Secrets.Ring, new FakeTimeProvider(Sample.Now));
        var open = await TotalAsync(source, "duty");
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{WorklistLoad.Persons:N0} persons, {open:N0} open duties; pages of {Size}")
        );
        foreach (var (scopeName, scope) in Scopes)
        {
            foreach (var (filterName, filter) in Filters)
            {
                var times = new List<double>();
                for (var round = 0; round < 40; round++)
                {
                    // The first three pages, as a clerk turns them.
                    string? after = null;
                    for (var n = 0; n < 3 && (n == 0 || after is not null); n++)
                    {
                        var start = Stopwatch.GetTimestamp();
                        var page = await lists.ListAsync(scope, filter, WorklistLoad.Today, new PageRequest(Size, after), Cancellation);
                        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                        Assert.Equal(
                            page.Items.OrderBy(item => item.Due)
                                .ThenBy(item => item.Person.ToString(), StringComparer.Ordinal)
                                .ThenBy(item => item.Key, StringComparer.Ordinal),
                            page.Items
                        );
                        Assert.All(page.Items, item => Assert.NotNull(item.Name));
                        after = page.Next;
                    }
                }

                Tell($"page, {scopeName}, {filterName}", times);
            }

            await CountAsync(source, lists, scopeName, scope);
        }

        // A hundred groups' changes wait, as at a busy moment.
        for (var group = 0; group < 100; group++)
        {
            await using var change = source.CreateCommand(
                $"""
                UPDATE duty SET due = due + 2 WHERE (person_id, key) IN (
                    SELECT person_id, key FROM duty WHERE person_id > md5('group {group}')::uuid AND snoozed_until IS NULL ORDER BY person_id, key LIMIT 100)
                """
            );
            await change.ExecuteNonQueryAsync(Cancellation);
        }

        var waiting = await TotalAsync(source, "duty_count_change");
        Assert.InRange(waiting, 1_000, 20_000);
        foreach (var (scopeName, scope) in Scopes)
            await CountAsync(source, lists, string.Create(CultureInfo.InvariantCulture, $"{scopeName}, {waiting} changes waiting"), scope);
        var begun = Stopwatch.GetTimestamp();
        await DutyCountFolding.RunAsync(source, Cancellation);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"folding {waiting} changes: {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:F0} ms"
            )
        );
        Assert.Equal(0, await TotalAsync(source, "duty_count_change"));
        foreach (var (scopeName, scope) in Scopes)
            await CountAsync(source, lists, scopeName + ", folded", scope);
    }

    private async Task CountAsync(NpgsqlDataSource source, Worklists lists, string name, SearchScope scope)
    {
        var times = new List<double>();
        IReadOnlyList<WorklistCount> counts = [];
        for (var round = 0; round < 100; round++)
        {
            var start = Stopwatch.GetTimestamp();
            counts = await lists.CountAsync(scope, WorklistLoad.Today, Cancellation);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Tell($"counts, {name}", times);
        var rows = new SortedDictionary<(DutyKind, WorklistBucket), long>();
        await using var command = source.CreateCommand(
            $"""
            SELECT kind, due, count(*) FROM duty WHERE (snoozed_until IS NULL OR snoozed_until <= '2026-11-20') AND office {(
                scope.Office is { } office ? $"= '{office}'" : $"LIKE '{scope.RegionPrefix}%'"
            )}
            GROUP BY kind, due
            """
        );
        await using var row = await command.ExecuteReaderAsync(Cancellation);
        while (await row.ReadAsync(Cancellation))
        {
            var group = ((DutyKind)row.GetInt16(0), WorklistDays.BucketOf(row.GetFieldValue<DateOnly>(1), WorklistLoad.Today));
            rows[group] = rows.GetValueOrDefault(group) + row.GetInt64(2);
        }

        Assert.NotEmpty(rows);
        Assert.Equal(rows.Select(group => new WorklistCount(group.Key.Item1, group.Key.Item2, group.Value)), counts);
    }

    private void Tell(string what, List<double> times)
    {
        times.Sort();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: p50 {times[times.Count / 2]:F1} ms, p99 {times[Math.Min(times.Count - 1, times.Count * 99 / 100)]:F1} ms ({times.Count})"
            )
        );
    }

    private static async Task<long> TotalAsync(NpgsqlDataSource source, string rows)
    {
        await using var command = source.CreateCommand($"SELECT count(*) FROM {rows}");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static IEnumerable<JsonElement> Flatten(JsonElement node) =>
        node.TryGetProperty("Plans", out var below) ? below.EnumerateArray().SelectMany(Flatten).Prepend(node) : [node];

    private static string Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static double Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
