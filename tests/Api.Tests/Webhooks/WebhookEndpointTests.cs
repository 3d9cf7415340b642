using System.Net;
using Grid.Api.Tests.Hosts;
using Grid.Testing;

namespace Grid.Api.Tests.Webhooks;

/// <summary>A register on which webhooks to one host are allowed.</summary>
public sealed class WebhookHost : ApiHost
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>
        {
            ["Grid:Webhooks:Hosts:0"] = "office.example.cn",
            ["Grid:Webhooks:Most"] = "2",
            ["Grid:Webhooks:Interval"] = "00:05:00",
        };
}

/// <summary>Webhooks are made, watched and ended by those who look after systems' accounts.</summary>
public sealed class WebhookEndpointTests(WebhookHost host) : IClassFixture<WebhookHost>
{
    private readonly Hosts.Api administrator = new(host, host.Token("security-administrator", "36010001"));
    private readonly Hosts.Api elsewhere = new(host, host.Token("security-administrator", "36020001"));
    private readonly Hosts.Api operators = new(host, host.Token("operator"));

    [Fact]
    public async Task A_webhook_lives_from_its_making_to_its_deletion()
    {
        var body = new
        {
            name = "业务系统",
            office = Hosts.Api.Donghu,
            address = "https://office.example.cn/hook",
        };
        var key = Guid.NewGuid().ToString();
        var made = (await administrator.PostAsync("/v1/webhooks", body, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(made.Text, (await administrator.PostAsync("/v1/webhooks", body, key)).Expect(HttpStatusCode.Created).Text);
        Assert.Null(made["keyId"]);
        var path = made["href"]!;

        // The secret is shown once, to the administrator.
        (await operators.SendAsync(HttpMethod.Post, path + "/secret", null, null)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "role-not-allowed"
        );
        var first = (await administrator.SendAsync(HttpMethod.Post, path + "/secret", null, null)).Expect(HttpStatusCode.OK);
        Assert.StartsWith("whsec_", first["secret"], StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(first["secret"]!["whsec_".Length..]).Length);
        Assert.Null(first["oldUntil"]);
        var second = (await administrator.SendAsync(HttpMethod.Post, path + "/secret", null, null)).Expect(HttpStatusCode.OK);
        Assert.NotEqual(first["secret"], second["secret"]);
        Assert.NotNull(second["oldUntil"]);
        var read = (await operators.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal((second["keyId"], "active"), (read["keyId"], read["status"]));
        Assert.DoesNotContain("whsec_", read.Text + (await operators.GetAsync("/v1/webhooks")).Text, StringComparison.Ordinal);
        Assert.Equal(
            0L,
            await host.ScalarAsync<long>("SELECT count(*) FROM receipt WHERE outcome::text LIKE '%' || $1 || '%'", second["secret"]!)
        );

        // What waits for it is told from when.
        await People.RegisterAsync(new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu)));
        await Wait.UntilAsync(async () => (await operators.GetAsync(path))["waitingSince"] is not null, "a change that waits");

        (await administrator.PostAsync(path + "/pause", null)).Expect(HttpStatusCode.Accepted);
        Assert.Equal("paused", (await operators.GetAsync(path))["status"]);
        (await administrator.PostAsync(path + "/resume", null)).Expect(HttpStatusCode.Accepted);
        (await operators.PostAsync(path + "/resend", new { after = "now" })).Expect(HttpStatusCode.Accepted);
        Assert.Null((await operators.GetAsync(path))["waitingSince"]);
        (await operators.PostAsync(path + "/resend", new { })).Expect(HttpStatusCode.Accepted);
        Assert.NotNull((await operators.GetAsync(path))["waitingSince"]);
        var wrong = (await operators.PostAsync(path + "/resend", new { after = "x" })).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.Equal("after", (string?)wrong.Json["errors"]![0]!["field"]);

        // Of another region it is not there, and none is made for another region.
        (await elsewhere.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await elsewhere.PostAsync(path + "/pause", null)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await elsewhere.PostAsync("/v1/webhooks", body)).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        Assert.Empty((await elsewhere.GetAsync("/v1/webhooks")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray());

        // The register has two at most here.
        (await administrator.PostAsync("/v1/webhooks", body)).Expect(HttpStatusCode.Created);
        (await administrator.PostAsync("/v1/webhooks", body)).ExpectProblem(HttpStatusCode.Conflict, "too-many-webhooks");

        foreach (var one in (await administrator.GetAsync("/v1/webhooks")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray())
            (await administrator.PostAsync((string)one!["href"]! + "/deletion", null)).Expect(HttpStatusCode.Accepted);
        (await administrator.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("http://office.example.cn/hook")]
    [InlineData("https://other.example.cn/hook")]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://localhost/hook")]
    [InlineData("not an address")]
    public async Task An_address_that_is_not_allowed_names_the_field(string address)
    {
        var refused = (
            await administrator.PostAsync(
                "/v1/webhooks",
                new
                {
                    name = "x",
                    office = Hosts.Api.Donghu,
                    address,
                }
            )
        ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(
            ("address", "notInList"),
            ((string?)refused.Json["errors"]![0]!["field"], (string?)refused.Json["errors"]![0]!["code"])
        );
    }
}
