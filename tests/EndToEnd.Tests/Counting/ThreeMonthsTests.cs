using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests.Counting;

/// <summary>
/// A register over three periods, driven through REST in a process of its own whose clock is moved from each period to the next: persons of
/// all fates, reports submitted in between, and facts that come late. In the end the same month, from live counts, from the recount of the
/// journal and from the report's exports, is the same.
/// </summary>
public sealed class ThreeMonthsTests
{
    private const string Province = "360000";
    private static readonly string[] Regions = [Province, "360100", "360102"];

    [Fact]
    public async Task Live_counts_recount_and_exports_are_equal()
    {
        var persons = TestSize.Pick(small: 60, full: 100_000);
        var late = TestSize.Pick(small: 4, full: 200);
        var test = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(test);
        using var home = new GridHome();
        var settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take());
        var today = ChinaTime.DateOf(TimeProvider.System.GetUtcNow());
        var last = CountingPeriod.Of(today);
        CountingPeriod[] periods = [last.Previous.Previous, last.Previous, last];

        foreach (var period in periods)
        {
            // Well after the deadline of the period before, and the present day in the end.
            var day = period == last ? today : period.First.AddDays(25);
            await MoveClockAsync(database, day.DayNumber - today.DayNumber, test);
            await using var silo = await SiloProcess.StartAsync(settings, test);
            using var api = new CountsClient(silo.Address, home.Tokens);
            if (period != periods[0])
                await api.SubmitAsync(period.Previous, Province, test);
            await DemoProcess.RunAsync(silo.Address, home, persons / periods.Length, seed: period.Month.Month, day, test);
            if (period != periods[0])
                await api.ExitLateAsync(period.Previous, late, test);
            if (period == last)
                await CompareAsync(api, periods, test);
            await silo.StopAsync(test);
            Assert.Equal(0, silo.ExitCode);
        }
    }

    private static async Task CompareAsync(CountsClient api, CountingPeriod[] periods, CancellationToken test)
    {
        await api.CheckAsync(periods[^2], Province, test); // Folds what waits.
        var report = new StringBuilder();
        foreach (var period in periods)
        {
            var recount = await api.RecountAsync(period, test);
            Assert.Equal(0, (long)recount["differentCells"]!);
            var live = await api.LiveAsync(period, Province, test);
            var flows = Flows(live);
            Assert.Equal(Cells(recount["figures"]!.AsObject()), flows);
            Assert.True(flows["urban/new/total/all"] > 0);

            foreach (var region in Regions)
            {
                var shown = region == Province ? live : await api.LiveAsync(period, region, test);
                var document = await api.ReportAsync(period, region, test);
                Assert.Equal(Totals(shown), Totals(document));
                var csv = await api.CsvAsync(period, region, test);
                foreach (var (measure, n) in Totals(shown).Where(total => total.Key != "becameOrdinary"))
                    Assert.Equal(n.ToString(CultureInfo.InvariantCulture), csv[$"urban/{measure}/total/all"]);
            }

            var totals = Totals(live);
            Assert.Equal(
                totals["closing"],
                totals["opening"]
                    + totals["new"]
                    + totals["transferredIn"]
                    + totals["adjustedIn"]
                    - totals["exited"]
                    - totals["transferredOut"]
                    - totals["adjustedOut"]
                    - totals["becameOrdinary"]
            );
            if (period != periods[0])
                Assert.True(totals["adjustedOut"] > 0, "The late exits of the closed period are adjustments of this one.");
            report.AppendLine(
                CultureInfo.InvariantCulture,
                $"{period}: {string.Join(", ", totals.Select(total => $"{total.Key} {total.Value}"))}; recounted from {recount["lines"]} journal entries, different cells {recount["differentCells"]}"
            );
        }

        for (var i = 1; i < periods.Length; i++)
        {
            Assert.Equal(
                Totals(await api.LiveAsync(periods[i - 1], Province, test))["closing"],
                Totals(await api.LiveAsync(periods[i], Province, test))["opening"]
            );
        }

        TestContext.Current.TestOutputHelper!.WriteLine(report.ToString());
    }

    /// <summary>The movements of all blocks as the recount names them; reason 70 shows as 90 there.</summary>
    private static SortedDictionary<string, long> Flows(JsonNode live)
    {
        var cells = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (block, figures) in live["blocks"]!.AsObject())
        {
            foreach (var (measure, n) in figures!["totals"]!.AsObject().Where(total => total.Key is not ("opening" or "closing")))
                Add(cells, $"{block}/{measure}/total/all", (long)n!);
            Add(cells, $"{block}/exited/hardshipReemployed/all", (long)figures["hardshipReemployed"]!);
            foreach (var (measure, dimensions) in figures["breakdowns"]!.AsObject().Where(one => one.Key != "opening"))
            {
                foreach (var (dimension, values) in dimensions!.AsObject())
                {
                    foreach (var (value, n) in values!.AsObject())
                        Add(cells, $"{block}/{measure}/{dimension}/{(dimension == "reason" && value == "70" ? "90" : value)}", (long)n!);
                }
            }
        }

        return cells;
    }

    private static SortedDictionary<string, long> Cells(JsonObject figures)
    {
        var cells = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, n) in figures)
            Add(cells, name, (long)n!);
        return cells;
    }

    private static void Add(SortedDictionary<string, long> cells, string cell, long n)
    {
        if (n != 0)
            cells[cell] = cells.GetValueOrDefault(cell) + n;
    }

    /// <summary>The urban block's totals, of an answer of live counts or of a report.</summary>
    private static SortedDictionary<string, long> Totals(JsonNode node) =>
        new(
            node["blocks"] is JsonArray blocks
                ? blocks[0]!["measures"]!
                    .AsArray()
                    .ToDictionary(measure => (string)measure!["measure"]!, measure => (long)measure!["total"]!)
                : node["blocks"]!["urban"]!["totals"]!.AsObject().ToDictionary(total => total.Key, total => (long)total.Value!),
            StringComparer.Ordinal
        );

    private static async Task MoveClockAsync(TestDatabase database, int days, CancellationToken test)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync(test);
        await using var command = new NpgsqlCommand("UPDATE clock_offset SET amount = make_interval(days => $1)", connection)
        {
            Parameters = { new() { Value = days } },
        };
        await command.ExecuteNonQueryAsync(test);
    }
}
