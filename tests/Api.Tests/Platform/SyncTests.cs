using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Calendar;

namespace Grid.Api.Tests.Platform;

/// <summary>The sync as operators see and steer it.</summary>
public sealed class SyncTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private readonly Hosts.Api clerk = host.Clerk();

    private static string Today => ChinaTime.DateOf(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_state_tells_what_waits_and_that_the_platform_answers()
    {
        var (_, _, registration) = await People.RegisterAsync(clerk);
        await host.HeldAsync(registration, "result", "registration");
        var state = await host.UntilAsync(
            () => host.StateAsync()!,
            state => (bool?)state["reachable"] == true && (long)state["waiting"]! == 0 && state["lastPullAt"] is not null
        );
        Assert.Equal(("36", null, null), ((string)state["province"]!, state["paused"], state["oldestSince"]));
        foreach (var role in (string[])["statistician", "supervisor"])
            (await new Hosts.Api(host, host.Token(role, Hosts.Api.Province)).GetAsync("/v1/platform")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_it_is_paused_nothing_leaves_and_offices_work_on()
    {
        var paused = (await host.Operator.PostAsync("/v1/platform/pause", new { note = "平台升级" })).Expect(HttpStatusCode.OK);
        Assert.Equal(("test-operator-", "平台升级"), (paused["by"], paused["note"]));
        (await host.Operator.PostAsync("/v1/platform/pause", new { note = "平台升级" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "platform-paused"
        );
        Assert.Equal("平台升级", (string?)(await host.StateAsync())["paused"]!["note"]);

        var (_, _, registration) = await People.RegisterAsync(clerk);
        var waiting = await host.UntilAsync(() => host.StateAsync()!, state => (long)state["waiting"]! >= 2);
        Assert.NotNull(waiting["oldestSince"]);
        Assert.Empty(await host.TraceAsync(registration));

        (await host.Operator.PostAsync("/v1/platform/resume", new { note = "升级完成" })).Expect(HttpStatusCode.OK);
        await host.HeldAsync(registration, "result", "registration");
        (await host.Operator.PostAsync("/v1/platform/resume", new { note = "升级完成" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "platform-not-paused"
        );
        var orders = (await host.Operator.GetAsync("/v1/platform/orders?pageSize=2")).Expect(HttpStatusCode.OK);
        Assert.Equal(["resume", "pause"], orders.Json["items"]!.AsArray().Select(order => (string)order!["order"]!));
    }

    [Fact]
    public async Task A_day_that_is_sent_again_is_held_once()
    {
        var registrations = new List<string>();
        for (var i = 0; i < 3; i++)
            registrations.Add((await People.RegisterAsync(clerk)).Registration);

        foreach (var registration in registrations)
            await host.HeldAsync(registration, "result", "registration");

        await host.UntilAsync(() => host.StateAsync()!, state => (long)state["waiting"]! == 0);
        var key = Guid.NewGuid().ToString();
        var days = new
        {
            from = Today,
            to = Today,
            region = "360102",
            kind = "registration",
            note = "平台要求补传",
        };
        var first = (await host.Operator.PostAsync("/v1/platform/resends", days, key)).Expect(HttpStatusCode.Accepted);
        Assert.Equal("/v1/platform", first.Headers["Location"]);
        await host.UntilAsync(() => host.StateAsync()!, state => (long)state["waiting"]! == 0);
        Assert.Equal(first.Text, (await host.Operator.PostAsync("/v1/platform/resends", days, key)).Expect(HttpStatusCode.Accepted).Text);
        foreach (var registration in registrations)
        {
            var items = await host.HeldAsync(registration, "result", "registration");
            Assert.Equal([1, 2], items.Select(item => (int)item["times"]!));
            Assert.All(items, item => Assert.Equal(0, (int)item["differing"]!));
        }

        var orders = (await host.Operator.GetAsync("/v1/platform/orders?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        var logged = Assert.Single(orders, order => (string?)order!["order"] == "resendDays")!;
        Assert.True((long)logged["items"]! >= 3, logged.ToJsonString());
        (await host.Operator.PostAsync("/v1/platform/resends", days with { region = "361100" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "nothing-to-resend"
        );
        (await new Hosts.Api(host, host.Token("operator", "36020001")).PostAsync("/v1/platform/resends", days)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );
    }

    [Theory]
    [InlineData("/v1/platform/pause", """{}""", "note")]
    [InlineData("/v1/platform/resume", """{"reason": "x"}""", "reason")]
    [InlineData("/v1/platform/pause?until=now", """{"note": "平台升级"}""", "query.until")]
    [InlineData("/v1/platform/resends", """{"from": "2026-02-30", "to": "2026-03-01", "note": "补传"}""", "from")]
    [InlineData("/v1/platform/resends", """{"from": "2026-03-02", "to": "2026-03-01", "note": "补传"}""", "from")]
    [InlineData("/v1/platform/resends", """{"from": "2026-03-02", "to": "2999-03-01", "note": "补传"}""", "to|from")]
    [InlineData("/v1/platform/resends", """{"from": "2026-03-01", "to": "2026-03-01", "region": "999999", "note": "补传"}""", "region")]
    [InlineData("/v1/platform/resends", """{"from": "2026-03-01", "to": "2026-03-01", "region": "36x", "note": "补传"}""", "region")]
    [InlineData("/v1/platform/resends", """{"from": "2026-03-01", "to": "2026-03-01", "kind": "exits", "note": "补传"}""", "kind")]
    [InlineData("/v1/platform/resends", """{"from": "2026-03-01", "to": "2026-03-01"}""", "note")]
    [InlineData("/v1/platform/refused-items/x/resend", """{"note": "已更正"}""", "path.id")]
    [InlineData("/v1/platform/refused-items/1/resend", """{"note": "已更正", "renew": "yes"}""", "renew")]
    [InlineData("/v1/platform/refused-items/1/settlement", """{"note": "已报送"}""", "byHand")]
    [InlineData("/v1/platform/refused-items/-1/settlement", """{"note": "已报送", "byHand": true}""", "path.id")]
    [InlineData("/v1/platform/refused-applications/99999999999999999999/retry", """{"note": "已更正"}""", "path.id")]
    [InlineData("/v1/platform/days/2026-13-01/reconciliation", """{}""", "path.day")]
    [InlineData("/v1/platform/days/2199-01-01/reconciliation", """{}""", "path.day")]
    public async Task What_is_wrong_is_named(string path, string body, string field)
    {
        var problem = (await host.Operator.PostAsync(path, body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains((string)Assert.Single(problem.Json["errors"]!.AsArray())!["field"]!, field.Split('|'));
    }

    [Theory]
    [InlineData("/v1/platform/days", "query.from query.to")]
    [InlineData("/v1/platform/days?from=2026-03-02&to=2026-03-01", "query.from")]
    [InlineData("/v1/platform/days?from=2020-03-01&to=2026-03-01", "query.from")]
    [InlineData("/v1/platform/days/yesterday", "path.day")]
    [InlineData("/v1/platform/refused-items?pageSize=0", "query.pageSize")]
    [InlineData("/v1/platform/refused-items?region=999999", "query.region")]
    [InlineData("/v1/platform/refused-items?cursor=nonsense", "query.cursor")]
    [InlineData("/v1/platform/refused-applications?cursor=nonsense", "query.cursor")]
    [InlineData("/v1/platform/orders?cursor=nonsense", "query.cursor")]
    [InlineData("/v1/platform?verbose=1", "query.verbose")]
    public async Task A_wrong_question_is_told_so(string path, string fields)
    {
        var problem = (await host.Operator.GetAsync(path)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(fields, string.Join(' ', problem.Json["errors"]!.AsArray().Select(error => (string)error!["field"]!)));
    }

    [Theory]
    [InlineData("/v1/platform/refused-items/999999/resend", """{"note": "已更正", "renew": true}""")]
    [InlineData("/v1/platform/refused-items/999999/settlement", """{"note": "已报送", "byHand": true}""")]
    [InlineData("/v1/platform/refused-applications/999999/retry", """{"note": "已更正"}""")]
    public async Task What_is_not_there_is_not_found(string path, string body)
    {
        (await host.Operator.PostAsync(path, body)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await host.Operator.SendAsync(HttpMethod.Post, path, body, null)).ExpectProblem(
            HttpStatusCode.BadRequest,
            "idempotency-key-needed"
        );
    }

    [Fact]
    public async Task A_day_that_was_never_closed_is_not_found() =>
        (await host.Operator.GetAsync("/v1/platform/days/2020-04-01")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
}
