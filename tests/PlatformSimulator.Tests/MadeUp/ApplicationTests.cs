using System.Net;
using System.Text.Json.Nodes;
using Grid.Domain.Identity;
using Grid.Domain.Regions;
using Grid.PlatformSimulator.Fields;
using Grid.PlatformSimulator.MadeUp;
using Grid.PlatformSimulator.Tests.Hosts;

namespace Grid.PlatformSimulator.Tests.MadeUp;

/// <summary>Made-up applications, good ones and bad ones, and how they are downloaded and acknowledged.</summary>
public sealed class ApplicationTests(Platform platform) : IClassFixture<Platform>, IAsyncLifetime
{
    private static readonly RegionTree Regions = RegionTree.LoadEmbedded();

    public async ValueTask InitializeAsync() => await platform.ClearAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Good_ones_fit_the_table_of_names_and_are_nobodys()
    {
        var maker = new ApplicationMaker();
        var table = FieldTable.Load();
        var offices = OfficeDirectory.LoadEmbedded();
        var numbers = new HashSet<string>();
        for (var index = 0; index < 2000; index++)
        {
            var one = maker.Make(7, index, null, platform.Clock.GetUtcNow());
            Assert.Null(table.Check(FieldTable.Application, one.Fields));
            Assert.True(IdentityNumber.TryParse(one.Fields["aac147"], out var number, out _));
            Assert.StartsWith("3690", number!.Value, StringComparison.Ordinal);
            Assert.Equal(one.Fields["aac006"], number.BirthDate!.Value.ToString("yyyy-MM-dd"));
            Assert.Equal(one.Fields["aac004"], ((int)number.Sex!.Value).ToString());
            Assert.True(numbers.Add(number.Value));
            Assert.NotEmpty(
                offices.In(RegionCode.TryParse(one.Fields["aab301"], out var region) ? region : default, new DateOnly(2026, 11, 22))
            );
            Assert.StartsWith("154", one.Fields["aae005"], StringComparison.Ordinal);
        }

        Assert.Equal(maker.Make(7, 5, null, platform.Clock.GetUtcNow()).Fields, maker.Make(7, 5, null, platform.Clock.GetUtcNow()).Fields);
    }

    [Theory]
    [InlineData("impossibleNumber", "aac147")]
    [InlineData("unknownRegion", "aab301")]
    [InlineData("missingCommitment", "bae005,bae006,bae007")]
    [InlineData("commitmentNotAccepted", "bae007")]
    [InlineData("missingPlatformNumber", "bae001")]
    [InlineData("missingName", "aac003")]
    [InlineData("unknownReason", "ajc093")]
    public void A_bad_one_is_wrong_where_it_should_be_and_nowhere_else(string bad, string fields)
    {
        var maker = new ApplicationMaker();
        var kind = Enum.Parse<BadKind>(bad, ignoreCase: true);
        for (var index = 0; index < 200; index++)
        {
            var good = maker.Make(7, index, null, platform.Clock.GetUtcNow()).Fields;
            var wrong = maker.MakeBad(kind, 7, index, null, platform.Clock.GetUtcNow(), good);
            Assert.Equal(bad, wrong.Bad);
            Assert.Equal(fields.Split(','), good.Keys.Where(name => good[name] != wrong.Fields.GetValueOrDefault(name)));
            Assert.False(IdentityNumber.TryParse(wrong.Fields["aac147"], out _, out _) && kind == BadKind.ImpossibleNumber);
            Assert.Equal(kind == BadKind.UnknownRegion, Regions.Find(wrong.Fields["aab301"], new DateOnly(2026, 11, 22)) is null);
        }
    }

    [Fact]
    public async Task Bad_ones_are_downloaded_like_the_others()
    {
        var made = await MakeAsync("""{"count":1,"bad":{"impossibleNumber":2,"unknownRegion":1,"missingPlatformNumber":1}}""");
        Assert.Equal(
            [null, "impossibleNumber", "impossibleNumber", "unknownRegion", "missingPlatformNumber"],
            made.Select(one => (string?)one["bad"])
        );
        Assert.Equal(5, (await platform.GetAsync("/applications?region=36"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Repeats_keep_the_number_and_differ_in_what_they_say()
    {
        var made = await MakeAsync(
            """{"count":1,"bad":{"repeatSame":1,"repeatOtherContact":1,"repeatOtherName":1,"repeatOtherNumber":1,"repeatOtherReason":1}}"""
        );
        Assert.Single(made.Select(one => (string)one["number"]!).Distinct());
        var items = (await platform.GetAsync("/applications?region=36"))["items"]!
            .AsArray()
            .Select(item => item!["fields"]!.AsObject())
            .ToList();
        string[] Differing(int index) =>
            [
                .. items[0]
                    .Select(field => field.Key)
                    .Union(items[index].Select(field => field.Key))
                    .Where(name => (string?)items[0][name] != (string?)items[index][name])
                    .Order(StringComparer.Ordinal),
            ];
        Assert.Empty(Differing(1));
        Assert.Equal(["aae005", "aae006"], Differing(2));
        Assert.Equal(["aac003"], Differing(3));
        Assert.Equal(["aac004", "aac006", "aac147"], Differing(4));
        Assert.Contains("ajc093", Differing(5));
    }

    [Fact]
    public async Task Given_ones_come_as_they_are()
    {
        await MakeAsync("""{"applications":[{"bae001":"X-1","aab301":"360102","aac003":"<b>示例</b>"},{"aac003":"nobody"}]}""");
        var items = (await platform.GetAsync("/applications?region=3601"))["items"]!.AsArray();
        Assert.Equal("<b>示例</b>", (string?)Assert.Single(items)!["fields"]!["aac003"]);
        Assert.Equal(2, (await platform.GetAsync("/applications?region=36"))["items"]!.AsArray().Count);
        Assert.Empty((await platform.GetAsync("/applications?region=37"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_stream_is_read_by_cursor_and_acknowledging_is_harmless()
    {
        var made = await MakeAsync("""{"count":5,"regions":["360102"]}""");
        var first = await platform.GetAsync("/applications?region=36&limit=3");
        var rest = await platform.GetAsync($"/applications?region=36&limit=3&after={(string)first["next"]!}");
        Assert.Null((string?)rest["next"]);
        Assert.Equal(
            made.Select(one => (string)one["number"]!),
            first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(item => (string)item!["fields"]!["bae001"]!)
        );
        var body = new JsonObject { ["region"] = "36", ["numbers"] = new JsonArray((string)made[0]["number"]!, "unknown") }.ToJsonString();
        for (var i = 0; i < 2; i++)
            (await platform.SendAsync(HttpMethod.Post, "/applications/acknowledgements", body)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(1, (long)(await platform.GetAsync("/control/totals"))["acknowledged"]!);
        var traced = Assert.Single(
            (await platform.GetAsync($"/control/trace?number={(string)made[0]["number"]!}"))["applications"]!.AsArray()
        )!;
        Assert.Equal(2, (int)traced["acknowledgements"]!);
    }

    [Fact]
    public async Task Nobody_is_made_twice_even_after_everything_was_forgotten()
    {
        var before = await MakeAsync("""{"count":3}""");
        await platform.ClearAsync();
        var after = await MakeAsync("""{"count":3}""");
        Assert.Equal(6, before.Concat(after).Select(one => (string)one["number"]!).Distinct().Count());
    }

    [Fact]
    public async Task Several_orders_at_once_make_different_persons()
    {
        var orders = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => MakeAsync("""{"count":50}""")));
        Assert.Equal(300, orders.SelectMany(order => order).Select(one => (string)one["number"]!).Distinct().Count());
    }

    private async Task<List<JsonNode>> MakeAsync(string order) =>
        [
            .. (await platform.SendAsync(HttpMethod.Post, "/control/applications", order)).Expect(HttpStatusCode.OK).Json["applications"]!
                .AsArray()
                .Select(one => one!),
        ];
}
