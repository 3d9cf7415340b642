using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Grains.Interfaces.Counting;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Counts;

/// <summary>Live counts over HTTP. The host is shared, so every figure is compared with what it was before.</summary>
[Collection(OneHost.Name)]
public sealed class CountTests(ApiHost host)
{
    private const string Leaf = "360102";
    private const string City = "360100";
    private const string Province = "360000";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Nanchang));
    private readonly Hosts.Api statistician = new(host, host.Token("statistician"));

    [Fact]
    public async Task A_registration_and_an_exit_move_the_figures_of_leaf_city_and_province()
    {
        var before = await TotalsAsync();
        var (person, _, registration) = await People.RegisterAsync(clerk);
        await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var after = await TotalsAsync();

        foreach (var region in (string[])[Leaf, City, Province])
        {
            Assert.Equal(2, after[region].New - before[region].New);
            Assert.Equal(1, after[region].Exited - before[region].Exited);
            Assert.Equal(1, after[region].Closing - before[region].Closing);
        }

        var persons = (
            await supervisor.GetAsync($"/v1/counts/{Leaf}/persons?measure=exited&dimension=exitReason&value=11&pageSize=200")
        ).Expect(HttpStatusCode.OK);
        var found = Assert.Single(persons.Json["items"]!.AsArray(), item => (string?)item!["person"] == person)!;
        Assert.Equal(registration, (string?)found["registrationNumber"]);
        Assert.Equal("王*", (string?)found["name"]);
        Assert.Equal(
            1L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'counts.persons' AND $1 = ANY(person_ids)",
                Guid.Parse(person)
            )
        );
    }

    [Fact]
    public async Task Every_breakdown_sums_to_its_total_and_children_to_their_parent()
    {
        await People.RegisterAsync(clerk);
        await DrainAsync();
        var answer = (await statistician.GetAsync($"/v1/counts/{Province}")).Expect(HttpStatusCode.OK);
        var urban = answer.Json["blocks"]!["urban"]!;
        foreach (var (measure, dimensions) in urban["breakdowns"]!.AsObject())
        {
            foreach (var (_, values) in dimensions!.AsObject())
                Assert.Equal((long)urban["totals"]![measure]!, values!.AsObject().Sum(value => (long)value.Value!));
        }

        Assert.Equal(
            (long)urban["totals"]!["closing"]!,
            answer.Json["children"]!.AsArray().Sum(child => (long?)child!["blocks"]!["urban"]?["closing"] ?? 0)
        );
        Assert.Equal(11, answer.Json["children"]!.AsArray().Count);
        Assert.True((double)answer.Json["lagSeconds"]! >= 0);
    }

    [Fact]
    public async Task Offices_series_and_the_stock_of_today_agree_with_the_live_figures()
    {
        await People.RegisterAsync(clerk);
        await DrainAsync();
        var live = (await supervisor.GetAsync($"/v1/counts/{Leaf}")).Expect(HttpStatusCode.OK).Json;
        var totals = live["blocks"]!["urban"]!["totals"]!;

        var offices = (await supervisor.GetAsync($"/v1/counts/{Leaf}/offices?pageSize=200")).Expect(HttpStatusCode.OK).Json[
            "items"
        ]!.AsArray();
        Assert.Equal((long)totals["closing"]!, offices.Sum(office => (long?)office!["blocks"]!["urban"]?["closing"] ?? 0));

        var series = (await supervisor.GetAsync($"/v1/counts/{Leaf}/series")).Expect(HttpStatusCode.OK).Json["periods"]!.AsArray();
        Assert.Equal(totals.ToJsonString(), series[^1]!["blocks"]!["urban"]!.ToJsonString());
        Assert.Equal((string?)live["period"]!["month"], (string?)series[^1]!["period"]);

        var stock = (await supervisor.GetAsync($"/v1/counts/{Leaf}/stock?on={People.Exit()["on"]}")).Expect(HttpStatusCode.OK).Json[
            "blocks"
        ]!["urban"]!;
        Assert.Equal((long)totals["closing"]!, (long)stock["total"]!);
        foreach (var part in (string[])["ages", "months"])
            Assert.Equal((long)stock["total"]!, stock[part]!.AsArray().Sum(band => (long)band!["count"]!));
        Assert.Equal((long)stock["total"]!, stock["sex"]!.AsObject().Sum(sex => (long)sex.Value!));
    }

    [Fact]
    public async Task A_recount_of_the_city_finds_no_difference()
    {
        await People.RegisterAsync(clerk);
        (await statistician.PostAsync($"/v1/counts/{City}/recount", null)).Expect(HttpStatusCode.Accepted);
        JsonNode answer;
        do
        {
            answer = (await statistician.GetAsync($"/v1/counts/{City}/recount")).Expect(HttpStatusCode.OK).Json;
        } while (answer["running"] is not null);

        Assert.Null(answer["failed"]);
        var latest = answer["latest"]!.AsArray()[0]!;
        Assert.Equal(0, (long)latest["differentCells"]!);
        Assert.True((long)latest["lines"]! > 0);

        // A county sees that the city was recounted, without the city's figures.
        var period = CountingPeriod.Of(TimeProvider.System.Today());
        async Task<JsonNode> LatestAsync(Hosts.Api caller, string region) =>
            (await caller.GetAsync($"/v1/counts/{region}/recount?period={period}")).Expect(HttpStatusCode.OK).Json["latest"]!.AsArray()[0]!;
        Assert.NotNull((await LatestAsync(statistician, City))["figures"]);
        var seen = await LatestAsync(new Hosts.Api(host, host.Token("statistician", Hosts.Api.Donghu)), Leaf);
        Assert.Equal((string?)latest["id"], (string?)seen["id"]);
        Assert.Null(seen["figures"]);
    }

    [Theory]
    [InlineData("/v1/counts/360102?period=2026-13", "query.period")]
    [InlineData("/v1/counts/360102?period=2100-01", "query.period")]
    [InlineData("/v1/counts/3601021", "path.region")]
    [InlineData("/v1/counts/360100/offices", "path.region")]
    [InlineData("/v1/counts/360102/series?from=2010-01&to=2026-01", "query.from")]
    [InlineData("/v1/counts/360102/stock", "query.on")]
    [InlineData("/v1/counts/360102/stock?on=2100-01-01", "query.on")]
    [InlineData("/v1/counts/360102/stock?on=2026-01-01&ages=25,16", "query.ages")]
    [InlineData("/v1/counts/360102/persons", "query.measure")]
    [InlineData("/v1/counts/360102/persons?measure=exited&dimension=reason&value=21", "query.dimension")]
    [InlineData("/v1/counts/360102/persons?measure=new&dimension=reason", "query.value")]
    [InlineData("/v1/counts/360102/persons?measure=new&dimension=reason&value=70", "query.value")]
    [InlineData("/v1/counts/360102/persons?measure=new&office=36010301", "query.office")]
    public async Task What_is_wrong_is_named(string path, string field)
    {
        var answer = (await supervisor.GetAsync(path)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(field, (string?)Assert.Single(answer.Json["errors"]!.AsArray())!["field"]);
    }

    [Fact]
    public async Task Out_of_reach_there_are_no_figures()
    {
        (await supervisor.GetAsync($"/v1/counts/{Province}")).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        (await supervisor.GetAsync("/v1/counts/360400")).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        (await clerk.GetAsync($"/v1/counts/{Leaf}")).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        (await statistician.GetAsync("/v1/counts/360199")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    private async Task<Dictionary<string, (long New, long Exited, long Closing)>> TotalsAsync()
    {
        await DrainAsync();
        var found = new Dictionary<string, (long, long, long)>(StringComparer.Ordinal);
        foreach (var region in (string[])[Leaf, City, Province])
        {
            var totals = (await statistician.GetAsync("/v1/counts/" + region)).Expect(HttpStatusCode.OK).Json["blocks"]!["urban"]![
                "totals"
            ]!;
            found[region] = ((long)totals["new"]!, (long)totals["exited"]!, (long)totals["closing"]!);
        }

        return found;
    }

    /// <summary>Everything committed until now is folded.</summary>
    private async Task DrainAsync() => await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRegionGrain>(Province).Drain();
}
