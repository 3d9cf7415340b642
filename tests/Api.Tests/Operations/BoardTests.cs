using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Operations;
using Grid.Api.Tests.Hosts;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Operations;
using Grid.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Operations;

/// <summary>The operators' board over HTTP. The host is shared, so every figure is compared with what it was before.</summary>
[Collection(OneHost.Name)]
public sealed class BoardTests(ApiHost host)
{
    private const string Leaf = "360102";
    private const string Province = "360000";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Nanchang));
    private readonly Hosts.Api operatorOf = new(host, host.Token("operator"));

    [Fact]
    public async Task A_registration_and_an_exit_of_today_stand_on_every_board_above()
    {
        string[] regions = [Leaf, "360100", Province];
        var before = await BoardsAsync(regions);
        var (person, _, _) = await People.RegisterAsync(clerk);
        await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var after = await BoardsAsync(regions);

        foreach (var region in regions)
        {
            Assert.Equal(1, Value(after[region], "registered") - Value(before[region], "registered"));
            Assert.Equal(2, Value(after[region], "in") - Value(before[region], "in"));
            Assert.Equal(1, Value(after[region], "out") - Value(before[region], "out"));
            var live = (await operatorOf.GetAsync("/v1/counts/" + region)).Expect(HttpStatusCode.OK).Json["blocks"]!["urban"]!["totals"]!;
            Assert.Equal((long)live["closing"]!, Value(after[region], "registered"));
        }

        var province = after[Province];
        var children = province["regions"]!.AsArray();
        Assert.Equal(11, children.Count);
        Assert.Equal(Value(province, "registered"), Below("registered"));

        // A case that went from one city to another is in and out below, and neither for the province.
        var between = Below("in") - Value(province, "in");
        Assert.True(between >= 0);
        Assert.Equal(between, Below("out") - Value(province, "out"));
        Assert.Equal((long)province["overdue"]!["value"]!, children.Sum(child => (long)child!["overdue"]!));
        Assert.Empty(after[Leaf]["regions"]!.AsArray());

        long Below(string number) => children.Sum(child => (long)child![number]!);
    }

    /// <summary>
    /// Sampling begins when the silo is in the cluster; before, its trend would begin, and after each start end, at none.
    /// </summary>
    [Fact]
    public async Task No_sample_of_a_register_that_runs_is_without_silo()
    {
        var board = host.Services.GetRequiredService<IBoard>();
        IReadOnlyList<BoardSample> samples = [];
        await Wait.UntilAsync(
            async () =>
                (
                    samples = await board.SamplesAsync(
                        "36",
                        DateTimeOffset.UtcNow.AddHours(-1),
                        TimeSpan.FromMinutes(1),
                        TestContext.Current.CancellationToken
                    )
                ).Count > 0,
            "the board has a sample"
        );
        Assert.All(samples, sample => Assert.True(sample.Silos >= 1));
    }

    [Fact]
    public async Task Duties_are_those_of_the_worklists()
    {
        await People.RegisterAsync(clerk);
        var board = (await supervisor.GetAsync($"/v1/board?region={Leaf}")).Expect(HttpStatusCode.OK).Json["overdue"]!;
        var lists = (await supervisor.GetAsync($"/v1/worklists?region={Leaf}")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        foreach (var list in lists)
        {
            var kind = Assert.Single(board["kinds"]!.AsArray(), one => (string?)one!["kind"] == (string?)list!["kind"])!;
            Assert.Equal((long)list!["total"]!, (long)kind["open"]!);
            Assert.Equal((long)list["overdue"]!, (long)kind["overdue"]!);
            Assert.Equal((long)list["today"]!, (long)kind["today"]!);
        }
    }

    [Fact]
    public async Task Everything_says_as_of_when_and_nothing_names_a_person()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        var answer = (await operatorOf.GetAsync("/v1/board")).Expect(HttpStatusCode.OK);
        var board = answer.Json;
        Assert.Equal(Province, (string?)board["region"]);
        foreach (
            var tile in (JsonNode[])
                [
                    board["registered"]!,
                    board["in"]!,
                    board["out"]!,
                    board["overdue"]!,
                    .. board["outboxes"]!.AsArray().OfType<JsonNode>(),
                    board["platform"]!,
                    board["recount"]!,
                    board["silos"]!,
                ]
        )
        {
            Assert.InRange(
                (DateTimeOffset)tile["asOf"]!,
                (DateTimeOffset)board["at"]! - TimeSpan.FromMinutes(10),
                (DateTimeOffset)board["at"]!
            );
        }

        Assert.Equal(["counts", "platform", "notices"], board["outboxes"]!.AsArray().Select(outbox => (string)outbox!["name"]!));
        Assert.Equal(1, (int)board["silos"]!["active"]!);
        Assert.Equal(
            (96, 900, 60),
            (
                board["registered"]!["trend"]!["day"]!["values"]!.AsArray().Count,
                (int)board["registered"]!["trend"]!["day"]!["stepSeconds"]!,
                board["registered"]!["trend"]!["month"]!["values"]!.AsArray().Count
            )
        );
        Assert.Equal(
            (30, 86400),
            (board["in"]!["trend"]!["month"]!["values"]!.AsArray().Count, (int)board["in"]!["trend"]!["month"]!["stepSeconds"]!)
        );
        Assert.DoesNotContain(person, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(registration, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_is_cut_by_role_and_region()
    {
        Assert.Equal("360100", (await supervisor.GetAsync("/v1/board")).Expect(HttpStatusCode.OK)["region"]);
        (await supervisor.GetAsync($"/v1/board?region={Province}")).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        (await supervisor.GetAsync("/v1/board?region=360400")).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        (await clerk.GetAsync("/v1/board")).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        (await new Hosts.Api(host, host.Token("security-administrator")).GetAsync("/v1/board")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("region=3601999", "query.region")]
    [InlineData("region=369900", "query.region")]
    [InlineData("region=360102001", "query.region")]
    [InlineData("day=2026-01-01", "query.day")]
    public async Task What_is_wrong_is_named(string query, string field)
    {
        var answer = (await operatorOf.GetAsync("/v1/board?" + query)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(field, (string?)Assert.Single(answer.Json["errors"]!.AsArray())!["field"]);
    }

    [Fact]
    public void Every_call_to_act_has_words_in_both_languages_and_somebody_to_act()
    {
        Assert.Equal(Attentions.All.Count, Attentions.All.DistinctBy(one => one.Code).Count());
        foreach (var one in Attentions.All)
        {
            Assert.All((string[])[one.What.Zh, one.Do.Zh], text => Assert.Contains(text, letter => letter is >= '\u4e00' and <= '\u9fff'));
            Assert.All((string[])[one.What.En, one.Do.En], text => Assert.DoesNotContain(text, letter => letter > '\u024f'));
            Assert.NotEmpty(one.Roles);
            Assert.StartsWith("/v1/", one.Href, StringComparison.Ordinal);
        }
    }

    private static long Value(JsonNode board, string number) => (long)board[number]!["value"]!;

    private async Task<Dictionary<string, JsonNode>> BoardsAsync(IEnumerable<string> regions)
    {
        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRegionGrain>(Province).Drain();
        var boards = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var region in regions)
            boards.Add(region, (await operatorOf.GetAsync("/v1/board?region=" + region)).Expect(HttpStatusCode.OK).Json);
        return boards;
    }
}
