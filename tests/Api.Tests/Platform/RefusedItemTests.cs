using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Platform;

/// <summary>What the platform refuses: seen, put right, sent again, or settled.</summary>
public sealed class RefusedItemTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private readonly Hosts.Api clerk = host.Clerk();

    [Fact]
    public async Task A_refused_item_is_corrected_and_sent_again_and_what_waited_behind_it_follows_in_order()
    {
        var (person, registration, line) = await RefusedRegistrationAsync();
        Assert.Equal(
            ("registration", $"registration:{registration}", "E-TEL"),
            ((string)line["kind"]!, (string)line["key"]!, (string)line["code"]!)
        );
        Assert.Equal("联系电话***无效", (string?)line["error"]);
        Assert.Equal($"/v1/persons/{person}", (string?)line["person"]);

        (await clerk.PostAsync($"/v1/persons/{person}/correction", new { note = "本人更正", telephone = "13900000001" })).Expect(
            HttpStatusCode.OK
        );
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (int)(await host.RefusedAsync(person))!["heldBack"]!);
        var state = await host.StateAsync();
        Assert.True((long)state["refused"]! >= 1 && (long)state["heldBack"]! >= 2, state.ToJsonString());

        var key = Guid.NewGuid().ToString();
        var order = new { note = "已更正联系电话", renew = true };
        var first = (await host.Operator.PostAsync((string)line["resend"]!, order, key)).Expect(HttpStatusCode.Accepted);
        Assert.Equal(("registration", "renew"), (first["kind"], first["order"]));
        var items = await host.HeldAsync(registration, "result", "registration", "correction", "exit");
        Assert.All(items, item => Assert.Equal(1, (int)item["times"]!));
        Assert.Equal("13900000001", await host.FieldAsync($"registration:{registration}", "aae005"));
        Assert.Null(await host.RefusedAsync(person));

        var repeat = (await host.Operator.PostAsync((string)line["resend"]!, order, key)).Expect(HttpStatusCode.Accepted);
        Assert.Equal((first.Text, "true"), (repeat.Text, repeat.Headers["Idempotent-Replay"]));
        (await host.Operator.PostAsync((string)line["resend"]!, order with { renew = false }, key)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "idempotency-key-reused"
        );
        (await host.Operator.PostAsync((string)line["resend"]!, order)).ExpectProblem(HttpStatusCode.NotFound, "not-found");

        var orders = (await host.Operator.GetAsync("/v1/platform/orders?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        var logged = Assert.Single(orders, one => (string?)one!["personId"] == person)!;
        Assert.Equal(
            ("resend", "test-operator-", "已更正联系电话", $"registration:{registration}"),
            ((string)logged["order"]!, (string)logged["by"]!, (string)logged["note"]!, (string)logged["key"]!)
        );
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'platform.refused-items' AND $1 = ANY (person_ids)",
                Guid.ParseExact(person, "N")
            ) >= 1
        );
    }

    [Fact]
    public async Task What_is_sent_again_as_it_was_is_accepted_where_the_platform_was_at_fault()
    {
        var (person, registration, line) = await RefusedRegistrationAsync();
        var answer = (await host.Operator.PostAsync((string)line["resend"]!, new { note = "平台故障已排除" })).Expect(
            HttpStatusCode.Accepted
        );
        Assert.Equal("resend", answer["order"]);
        await host.HeldAsync(registration, "result", "registration");
        Assert.Null(await host.RefusedAsync(person));
    }

    [Theory]
    [InlineData(true, "reportedByHand")]
    [InlineData(false, "skip")]
    public async Task A_settled_item_is_not_sent_and_what_waited_behind_it_goes_on(bool byHand, string order)
    {
        await host.FailAsync("""{"refuse": [{"code": "E-RES", "reason": "暂不接收审核结果", "kind": "result", "next": 1}]}""");
        var (person, _, registration) = await People.RegisterAsync(clerk);
        var line = await host.UntilAsync(() => host.RefusedAsync(person), _ => true);
        Assert.Equal("result", (string?)line["kind"]);
        Assert.Empty(await host.TraceAsync(registration));

        var answer = (await host.Operator.PostAsync((string)line["settlement"]!, new { note = "已书面报送", byHand })).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal(order, answer["order"]);
        await host.HeldAsync(registration, "registration");
        Assert.Null(await host.RefusedAsync(person));
    }

    [Fact]
    public async Task A_supervisor_sees_the_own_region_and_orders_nothing()
    {
        var (person, _, line) = await RefusedRegistrationAsync();
        Assert.True(await SeesAsync(new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Donghu)), person));
        Assert.False(await SeesAsync(new Hosts.Api(host, host.Token("supervisor", "36020001")), person));
        var supervisor = new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province));
        (await supervisor.PostAsync((string)line["resend"]!, new { note = "请重报" })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "role-not-allowed"
        );
        var elsewhere = new Hosts.Api(host, host.Token("operator", "36020001"));
        (await elsewhere.PostAsync((string)line["settlement"]!, new { note = "不再上报", byHand = false })).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
        (await host.Operator.PostAsync((string)line["settlement"]!, new { note = "不再上报", byHand = false })).Expect(HttpStatusCode.OK);
    }

    private static async Task<bool> SeesAsync(Hosts.Api supervisor, string person) =>
        (await supervisor.GetAsync("/v1/platform/refused-items?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .Any(line => (string?)line!["personId"] == person);

    private async Task<(string Person, string Registration, JsonNode Line)> RefusedRegistrationAsync()
    {
        await host.FailAsync("""{"refuse": [{"code": "E-TEL", "reason": "联系电话13912345678无效", "kind": "registration", "next": 1}]}""");
        var (person, _, registration) = await People.RegisterAsync(clerk);
        var line = await host.UntilAsync(() => host.RefusedAsync(person), _ => true);
        return (person, registration, line);
    }
}
