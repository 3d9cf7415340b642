using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Api.Tests.Reports;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Testing;

namespace Grid.Api.Tests.Reorganising;

/// <summary>
/// A county is merged into its neighbour in the middle of a period, on the real host: what report, board and recount say before, after the
/// data files are taken over, and after the cases have moved.
/// </summary>
public sealed class MergedCountyTests(MergedProvince host, ITestOutputHelper output) : IClassFixture<MergedProvince>
{
    private const string Ended = "360103";
    private const string EndedOffice = "36010301";
    private const string Successor = "360102";
    private const string City = "360100";
    private const string Province = "360000";

    private static readonly DateOnly Last = TimeProvider.System.Today().AddDays(-1);
    private static readonly CountingPeriod Period = CountingPeriod.Of(TimeProvider.System.Today());

    private Hosts.Api Operator => new(host, host.Token("operator"));

    private Hosts.Api Statistician => new(host, host.Token("statistician"));

    private Hosts.Api Clerk(string office) => new(host, host.Token("clerk", office));

    [Fact]
    public async Task A_county_that_is_merged_within_a_period_takes_nobody_out_of_the_figures()
    {
        var persons = new List<string>();
        for (var n = 0; n < 5; n++)
            persons.Add((await People.RegisterAsync(Clerk(EndedOffice))).Person);
        await People.RegisterAsync(Clerk(Hosts.Api.Donghu));
        (await Clerk(EndedOffice).ContactAsync(persons[0])).Expect(HttpStatusCode.OK);
        (await Clerk(EndedOffice).PostAsync($"/v1/persons/{persons[4]}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var open = (await Clerk(EndedOffice).PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(
            HttpStatusCode.Created
        )["applicationNumber"];
        var before = await FiguresAsync("before");

        // Each file that would strand what the county holds is refused, and says what that is.
        await RefusedAsync("36010301 is in no file, but holds 4 registrations, 1 applications", () =>
            host.Change("offices/36.json", EndedOffice)
        );
        await RefusedAsync("the office must end by then", () =>
            host.Change("regions/36.json", Ended, ("to", MergedProvince.Text(Last)), ("successor", Successor))
        );
        await RefusedAsync("without a successor", () =>
        {
            host.Change("regions/36.json", Ended, ("to", MergedProvince.Text(Last)), ("successor", Successor));
            host.Change("offices/36.json", EndedOffice, ("to", MergedProvince.Text(Last)));
        });

        // A day to come changes nothing yet.
        var files = host.Files();
        Merge(Last.AddDays(30));
        Assert.Contains("replaced", Assert.Single(await host.LookAsync()), StringComparison.Ordinal);
        Same(before, await FiguresAsync("a day to come"));
        (await Operator.PostAsync("/v1/case-moves", new { region = Ended, reason = "国函〔2026〕1号" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "nothing-ended"
        );
        MergedProvince.Restore(files);

        Merge(Last);
        Assert.Contains("replaced", Assert.Single(await host.LookAsync()), StringComparison.Ordinal);
        Same(before, await FiguresAsync("the county has ended, nothing moved yet"));
        var refused = (await Clerk(EndedOffice).PostAsync("/v1/applications", People.Submission().ToJsonString())).ExpectProblem(
            HttpStatusCode.Conflict,
            "office-ended"
        );
        Assert.Contains("36010201", refused.Text, StringComparison.Ordinal);
        var held = Assert.Single((await Operator.GetAsync("/v1/case-moves")).Expect(HttpStatusCode.OK).Json["offices"]!.AsArray())!;
        Assert.Equal(
            (EndedOffice, 4, 1, "36010201"),
            ((string?)held["office"], (int)held["registrations"]!, (int)held["applications"]!, (string?)held["successor"])
        );

        var reader = new Hosts.Api(host, host.Token("office-system", Hosts.Api.Donghu));
        var place = await NowAsync(reader);
        var key = Guid.NewGuid().ToString();
        var ordered = (await Operator.PostAsync("/v1/case-moves", new { region = Ended, reason = "国函〔2026〕1号" }, key)).Expect(
            HttpStatusCode.Accepted
        );
        Assert.Equal(
            ordered.Text,
            (await Operator.PostAsync("/v1/case-moves", new { region = Ended, reason = "国函〔2026〕1号" }, key))
                .Expect(HttpStatusCode.Accepted)
                .Text
        );
        (await Clerk(EndedOffice).PostAsync("/v1/case-moves", new { region = Ended, reason = "国函〔2026〕1号" })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "role-not-allowed"
        );
        JsonNode move;
        while ((string?)(move = (await Operator.GetAsync(ordered["href"]!)).Expect(HttpStatusCode.OK).Json)["move"]!["status"] != "done")
            await Wait.ForAsync(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        Assert.Equal((5, 5, 0), ((int)move["move"]!["total"]!, (int)move["move"]!["moved"]!, (int)move["move"]!["left"]!));
        Assert.Empty(move["failures"]!.AsArray());

        var after = await FiguresAsync("moved");
        Same(before, after);
        Assert.Equal(
            (0, 5),
            ((long)after["report"]!["children"]![Ended]!["closing"]!, (long)after["report"]!["children"]![Successor]!["closing"]!)
        );
        Assert.Equal((4, 4), ((long)after["report"]!["transferredIn"]!, (long)after["report"]!["internalIn"]!));
        Assert.Equal(
            "36010201",
            (string?)
                (await Clerk(Hosts.Api.Donghu).GetAsync($"/v1/persons/{persons[1]}")).Expect(HttpStatusCode.OK).Json["registration"]![
                    "office"
                ]
        );
        Assert.Equal(
            "36010201",
            (string?)(await Clerk(Hosts.Api.Donghu).GetAsync($"/v1/applications/{open}")).Expect(HttpStatusCode.OK).Json["office"]
        );
        Assert.Equal(4, await host.ScalarAsync<long>("SELECT count(*) FROM platform_item WHERE kind = 'transfer'"));
        Assert.Equal(
            5,
            await host.ScalarAsync<long>(
                "SELECT (SELECT count(*) FROM notice WHERE kind = 'transfer') + (SELECT count(*) FROM notice_sent WHERE kind = 'transfer')"
            )
        );
        Assert.Empty((await Operator.GetAsync("/v1/case-moves")).Expect(HttpStatusCode.OK).Json["offices"]!.AsArray());

        // The successor's system is told of each case that it has now; it was told of none when the office ended.
        var moved = await CameAsync(reader, place, 5);
        Assert.Equal(
            persons[..4].Order(StringComparer.Ordinal),
            moved.Where(one => one.Event == "registrationTransferred").Select(one => one.Person).Order(StringComparer.Ordinal)
        );
        Assert.Single(moved, one => one.Event == "applicationTransferred");

        // Who took over sees whom the ended office had let go, and may take that back; the registration comes to the new office at once.
        var exited = (await Clerk(Hosts.Api.Donghu).GetAsync($"/v1/persons/{persons[4]}")).Expect(HttpStatusCode.OK);
        Assert.Contains(EndedOffice, exited.Text, StringComparison.Ordinal);
        (await Clerk("36010401").GetAsync($"/v1/persons/{persons[4]}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");

        // A start reads the same files and the same register.
        await host.RestartAsync();
        Same(before, await FiguresAsync("after a new start"));

        // The office has figures: it stays in the files.
        await RefusedAsync("36010301 is in no file, but has figures in 360103", () => host.Change("offices/36.json", EndedOffice));
    }

    private void Merge(DateOnly last)
    {
        host.Change("regions/36.json", Ended, ("to", MergedProvince.Text(last)), ("successor", Successor));
        host.Change("offices/36.json", EndedOffice, ("to", MergedProvince.Text(last)), ("successor", Hosts.Api.Donghu));
    }

    private async Task RefusedAsync(string why, Action change)
    {
        var files = host.Files();
        change();
        var line = Assert.Single(await host.LookAsync());
        output.WriteLine(line.TrimEnd());
        Assert.Contains("not taken over", line, StringComparison.Ordinal);
        Assert.Contains(why, line, StringComparison.Ordinal);
        MergedProvince.Restore(files);
        await host.LookAsync();
    }

    /// <summary>What does not depend on where cases are held inside the province, and inside the city, which holds both counties.</summary>
    private static void Same(JsonNode before, JsonNode after)
    {
        foreach (var figure in (string[])["opening", "new", "exited", "closing", "contacts"])
            Assert.Equal((long)before["report"]![figure]!, (long)after["report"]![figure]!);
        foreach (var region in (string[])[Province, City])
        {
            foreach (var figure in (string[])["registered", "in", "out", "open"])
                Assert.Equal((long)before["board"]![region]![figure]!, (long)after["board"]![region]![figure]!);
        }

        Assert.Equal(0, (long)after["recount"]!);
    }

    /// <summary>Report and board of the province, its two counties, and a recount; printed.</summary>
    private async Task<JsonNode> FiguresAsync(string when)
    {
        await FoldedAsync();
        var report = (await Statistician.GetAsync($"/v1/reports/{Period}/{Province}")).Expect(HttpStatusCode.OK).Json["report"]!;
        var urban = report["blocks"]!.AsArray().First(block => (string?)block!["block"] == "urban")!;
        long Total(string measure) => (long)urban["measures"]!.AsArray().First(one => (string?)one!["measure"] == measure)!["total"]!;
        var city = (await Statistician.GetAsync($"/v1/reports/{Period}/{City}")).Expect(HttpStatusCode.OK).Json["report"]!;
        var counties = new JsonObject();
        foreach (var child in city["children"]!.AsArray().Where(child => (string?)child!["region"] is Ended or Successor))
        {
            var totals = child!["totals"]!["urban"] ?? new JsonObject { ["closing"] = 0 };
            counties[(string)child["region"]!] = totals.DeepClone();
        }

        var boards = new JsonObject();
        foreach (var region in (string[])[Province, City])
        {
            var board = (await Operator.GetAsync($"/v1/board?region={region}")).Expect(HttpStatusCode.OK).Json;
            boards[region] = new JsonObject
            {
                ["registered"] = (long)board["registered"]!["value"]!,
                ["in"] = (long)board["in"]!["value"]!,
                ["out"] = (long)board["out"]!["value"]!,
                ["open"] = board["overdue"]!["kinds"]!.AsArray().Sum(kind => (long)kind!["open"]!),
                ["regions"] = string.Join(
                    ' ',
                    board["regions"]!
                        .AsArray()
                        .Where(one => (string?)one!["region"] is Ended or Successor or City)
                        .Select(one => $"{one!["region"]}:{one["registered"]}")
                ),
            };
        }

        (await Operator.PostAsync($"/v1/counts/{Province}/recount", null)).Expect(HttpStatusCode.Accepted);
        JsonNode recounts;
        do
        {
            await Wait.ForAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
            recounts = (await Operator.GetAsync($"/v1/counts/{Province}/recount")).Expect(HttpStatusCode.OK).Json;
        } while (recounts["running"] is not null);
        var recount = recounts["latest"]!.AsArray()[0]!;
        var figures = new JsonObject
        {
            ["report"] = new JsonObject
            {
                ["opening"] = Total("opening"),
                ["new"] = Total("new"),
                ["transferredIn"] = Total("transferredIn"),
                ["internalIn"] = (long)urban["internalIn"]!,
                ["exited"] = Total("exited"),
                ["transferredOut"] = Total("transferredOut"),
                ["internalOut"] = (long)urban["internalOut"]!,
                ["closing"] = Total("closing"),
                ["contacts"] = (long)report["services"]!["contacts"]!,
                ["children"] = counties,
            },
            ["board"] = boards,
            ["recount"] = (long)recount["differentCells"]!,
            ["recountLeaves"] = (long)recount["leaves"]!,
        };
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{when}: {figures.ToJsonString()}"));
        return figures;
    }

    private async Task FoldedAsync()
    {
        while (await host.ScalarAsync<long>("SELECT count(*) FROM count_entry") > 0)
            await Wait.ForAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
    }

    private static async Task<string> NowAsync(Hosts.Api caller) =>
        (await caller.GetAsync("/v1/changes?after=now")).Expect(HttpStatusCode.OK)["next"]!;

    /// <summary>What came into reach after a cursor.</summary>
    private static async Task<List<(string Person, string Event)>> CameAsync(Hosts.Api caller, string after, int count)
    {
        var came = new List<(string, string)>();
        await Wait.UntilAsync(
            async () =>
            {
                var page = (await caller.GetAsync($"/v1/changes?pageSize=200&after={after}")).Expect(HttpStatusCode.OK).Json;
                came.AddRange(
                    page["items"]!
                        .AsArray()
                        .Where(item => (string?)item!["reach"] == "came")
                        .Select(item => ((string)item!["personId"]!, (string)item["event"]!))
                );
                after = (string)page["next"]!;
                return came.Count >= count;
            },
            () => $"{count} cases that came; there are {came.Count}"
        );
        return came;
    }
}
