using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.PlatformSimulator.Tests.Hosts;
using Grid.Testing;

namespace Grid.PlatformSimulator.Tests.Faults;

/// <summary>Each fault, what it does to the answer and what to the effect.</summary>
public sealed class FaultTests(Platform platform) : IClassFixture<Platform>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await platform.ClearAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_timeout_never_answers_and_has_no_effect()
    {
        await platform.FailAsync("""{"timeouts":{"next":1}}""");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMilliseconds(500));
        using var content = new StringContent(Item.Batch(Item.Registration(1)), Encoding.UTF8, "application/json");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            platform.Client.PostAsync(platform.Url + "/uploads", content, patience.Token)
        );
        Assert.Equal(0, await HeldAsync());
        await platform.HoldAsync(Item.Registration(1));
    }

    [Fact]
    public async Task Errors_are_of_several_kinds_and_have_no_effect()
    {
        await platform.FailAsync("""{"errors":{"next":3}}""");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
            statuses.Add((await platform.UploadAsync(Item.Registration(1))).Status);
        Assert.Equal([HttpStatusCode.InternalServerError, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable], statuses.Order());
        Assert.Equal(0, await HeldAsync());
        await platform.HoldAsync(Item.Registration(1));
    }

    [Fact]
    public async Task A_rate_is_dealt_evenly()
    {
        await platform.FailAsync("""{"errors":0.25}""");
        var failed = 0;
        for (var i = 0; i < 40; i++)
        {
            failed +=
                (await platform.SendAsync(HttpMethod.Get, "/statistics?region=36&day=2026-11-20")).Status == HttpStatusCode.OK ? 0 : 1;
        }

        Assert.Equal(10, failed);
        var fault = Assert.Single((await platform.GetAsync("/control/faults"))["faults"]!.AsArray())!;
        Assert.Equal(("errors", 10), ((string?)fault["fault"], (int)fault["dealt"]!));
    }

    [Fact]
    public async Task A_fault_can_be_kept_to_one_interface()
    {
        await platform.FailAsync("""{"errors":{"rate":1,"on":["statistics"]}}""");
        await platform.HoldAsync(Item.Registration(1));
        Assert.NotEqual(HttpStatusCode.OK, (await platform.SendAsync(HttpMethod.Get, "/statistics?region=36&day=2026-11-20")).Status);
    }

    [Fact]
    public async Task A_slow_answer_waits_by_the_clock_and_comes()
    {
        await platform.FailAsync("""{"slow":{"next":1,"milliseconds":60000}}""");
        var began = platform.Clock.GetUtcNow();
        var answer = platform.HoldAsync(Item.Registration(1));
        var guard = Stopwatch.StartNew();
        while (await Task.WhenAny(answer, Wait.ForAsync(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken)) != answer)
        {
            Assert.True(guard.Elapsed < TimeSpan.FromMinutes(3), "The answer does not come.");
            platform.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await answer;
        Assert.True(platform.Clock.GetUtcNow() - began >= TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_page_of_HTML_comes_with_status_200_and_has_no_effect()
    {
        await platform.FailAsync("""{"html":{"next":1}}""");
        var answer = (await platform.UploadAsync(Item.Registration(1))).Expect(HttpStatusCode.OK);
        Assert.Equal("text/html", answer.Type);
        Assert.StartsWith("<!DOCTYPE html>", answer.Text, StringComparison.Ordinal);
        Assert.Equal(0, await HeldAsync());
    }

    [Fact]
    public async Task Half_a_document_hides_an_effect_that_stays()
    {
        await platform.FailAsync("""{"truncated":{"next":1}}""");
        var answer = (await platform.UploadAsync(Item.Registration(1))).Expect(HttpStatusCode.OK);
        Assert.ThrowsAny<JsonException>(() => answer.Json);
        Assert.Equal(1, await HeldAsync());
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_effect_and_a_repeat_gets_the_answer()
    {
        await platform.FailAsync("""{"lostAnswers":{"next":1}}""");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => platform.UploadAsync(Item.Registration(1)));
        Assert.Equal(1, await HeldAsync());
        await platform.HoldAsync(Item.Registration(1));
        Assert.Equal(1, await HeldAsync());
    }

    [Fact]
    public async Task A_half_answered_batch_leaves_the_later_half_in_doubt()
    {
        await platform.FailAsync("""{"halfAnswers":{"next":1}}""");
        Item[] items = [.. Enumerable.Range(1, 8).Select(serial => Item.Registration(serial))];
        var answers = (await platform.UploadAsync(items)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.Equal(items.Take(4).Select(item => item.Key), answers.Select(answer => (string)answer!["key"]!));
        Assert.Equal(6, await HeldAsync());
        var batch = Assert.Single((await platform.GetAsync("/control/batches"))["batches"]!.AsArray())!;
        Assert.Equal((8, 6, 4), ((int)batch["items"]!, (int)batch["accepted"]!, (int)batch["unanswered"]!));
        Assert.Equal(8, (await platform.HoldAsync(items)).Json["items"]!.AsArray().Count);
        Assert.Equal(8, await HeldAsync());
    }

    [Fact]
    public async Task Items_are_refused_by_rate_by_kind_and_by_key()
    {
        await platform.FailAsync(
            $$"""
            {"refuse":[{"code":"E1","reason":"this one","key":"{{Item.Registration(
                3
            ).Key}}","next":1},{"code":"E2","reason":"every second exit","kind":"exit","rate":0.5}]}
            """
        );
        Item[] items =
        [
            .. Enumerable.Range(1, 4).Select(serial => Item.Registration(serial)),
            Item.Exit(1),
            Item.Exit(2),
            Item.Exit(4),
            Item.Result(1, "P1"),
        ];
        var answers = (await platform.UploadAsync(items)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.Equal([null, null, "E1", null, null, "E2", null, null], answers.Select(answer => (string?)answer!["code"]));
        Assert.Equal("this one", (string?)answers[2]!["reason"]);
        Assert.All((await platform.GetAsync("/control/refusals"))["refusals"]!.AsArray(), one => Assert.True((bool)one!["onDemand"]!));

        await platform.SendAsync(HttpMethod.Delete, "/control/faults");
        await platform.HoldAsync(items);
        Assert.Equal(0, (long)(await platform.GetAsync("/control/totals"))["stillRefused"]!);
    }

    [Fact]
    public async Task Downloads_repeat_and_come_out_of_order()
    {
        var numbers = await MakeAsync(10);
        await platform.FailAsync("""{"duplicates":0.5,"reorder":1}""");
        var page = await DownloadAsync("limit=10");
        var cursors = page["items"]!.AsArray().Select(item => long.Parse((string)item!["cursor"]!)).ToList();
        Assert.Equal(15, cursors.Count);
        Assert.Equal(10, cursors.Distinct().Count());
        Assert.NotEqual(cursors.Order(), cursors);
        Assert.Equal(numbers.Order(), page["items"]!.AsArray().Select(item => (string)item!["fields"]!["bae001"]!).Distinct().Order());
    }

    [Fact]
    public async Task A_cursor_goes_back_and_the_stream_still_ends()
    {
        var numbers = await MakeAsync(30);
        var whole = (await DownloadAsync("limit=30"))["items"]!.AsArray().Select(item => long.Parse((string)item!["cursor"]!)).ToList();
        await platform.FailAsync("""{"cursorBack":{"next":1}}""");
        var page = await DownloadAsync($"limit=5&after={whole[19]}");
        var cursors = page["items"]!.AsArray().Select(item => long.Parse((string)item!["cursor"]!)).ToList();
        Assert.Equal(whole[10..15], cursors);
        Assert.True(long.Parse((string)page["next"]!) < whole[19]);

        var seen = new HashSet<string>();
        for (var after = (string?)"0"; after is not null; after = (string?)page["next"])
        {
            page = await DownloadAsync($"limit=7&after={after}");
            seen.UnionWith(page["items"]!.AsArray().Select(item => (string)item!["fields"]!["bae001"]!));
        }

        Assert.Equal(numbers.Order(), seen.Order());
    }

    private async Task<List<string>> MakeAsync(int count)
    {
        var answer = (await platform.SendAsync(HttpMethod.Post, "/control/applications", $$"""{"count":{{count}}}""")).Expect(
            HttpStatusCode.OK
        );
        return [.. answer.Json["applications"]!.AsArray().Select(one => (string)one!["number"]!)];
    }

    private Task<JsonNode> DownloadAsync(string query) => platform.GetAsync("/applications?region=36&" + query);

    private async Task<long> HeldAsync() => (long)(await platform.GetAsync("/control/totals"))["items"]!;
}
