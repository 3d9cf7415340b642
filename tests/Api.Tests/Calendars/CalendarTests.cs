using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Calendars;

[Collection(OneHost.Name)]
public sealed class CalendarTests(ApiHost host)
{
    private readonly Hosts.Api operators = new(host, host.Token("operator"));
    private readonly Hosts.Api anybody = new(host, null);

    [Fact]
    public async Task Tables_are_open_to_anybody()
    {
        var table = (await anybody.GetAsync("/v1/calendars/CN/2026")).Expect(HttpStatusCode.OK);
        Assert.Equal(("official", "2025-11-04"), (table["status"], table["published"]));
        Assert.Contains("2026-02-17", table.Json["off"]!.AsArray().Select(day => (string)day!));
        (await anybody.GetAsync("/v1/calendars/CN/1999")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await anybody.GetAsync("/v1/calendars/99/x")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_change_and_changes_nothing()
    {
        var table = await TableAsync();
        table["off"]!.AsArray().Add("2026-10-08");
        var judged = (await LoadAsync(table, "?dryRun=true")).Expect(HttpStatusCode.OK);
        var day = Assert.Single(judged.Json["changedDays"]!.AsArray());
        Assert.Equal(("2026-10-08", false), ((string?)day!["day"], (bool)day["worked"]!));
        Assert.DoesNotContain("2026-10-08", (await anybody.GetAsync("/v1/calendars/CN/2026")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off", "2026-02-30", "off[33]")]
    [InlineData("off", "2026-02-29", "off[33]")]
    [InlineData("off", "5.10.2026", "off[33]")]
    [InlineData("off", "2026-10-01", "off[33]")]
    [InlineData("off", "2026-01-04", "worked[0]")]
    [InlineData("off", "2027-01-01", "off[33]")]
    [InlineData("worked", "2026-10-09", "worked[6]")]
    public async Task A_day_that_cannot_be_is_named(string list, string day, string place)
    {
        var table = await TableAsync();
        table[list]!.AsArray().Add(day);
        var refused = (await LoadAsync(table)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(place, refused.Field());
        Assert.Contains(day, (string?)refused.Json["errors"]![0]!["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-02-17")]
    [InlineData("2026-10-01")]
    [InlineData("2026-01-01")]
    public async Task A_missing_statutory_day_is_named(string day)
    {
        var table = await TableAsync();
        var off = table["off"]!.AsArray();
        off.Remove(off.Single(one => (string?)one == day));
        var refused = (await LoadAsync(table)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("off", refused.Field());
        Assert.Contains(day, (string?)refused.Json["errors"]![0]!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statutory_day_cannot_be_worked()
    {
        var table = await TableAsync();
        var off = table["off"]!.AsArray();
        off.Remove(off.Single(one => (string?)one == "2026-10-03"));
        table["worked"]!.AsArray().Add("2026-10-03");
        var refused = (await LoadAsync(table)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("worked[6]", refused.Field());
    }

    [Fact]
    public async Task What_else_is_wrong_with_a_table_is_named_too()
    {
        var table = await TableAsync();
        Assert.Equal(
            "year",
            (await operators.SendAsync(HttpMethod.Put, "/v1/calendars/CN/2025", table.ToJsonString(), Guid.NewGuid().ToString()))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                .Field()
        );
        Assert.Equal(
            "region",
            (await operators.SendAsync(HttpMethod.Put, "/v1/calendars/xCN/2026", table.ToJsonString(), Guid.NewGuid().ToString()))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                .Field()
        );
        table["region"] = "36";
        var region = table.DeepClone();
        region["year"] = 2099;
        region["off"] = new JsonArray("2099-01-01");
        region["worked"] = new JsonArray();
        Assert.Contains(
            "CN",
            (string?)
                (await operators.SendAsync(HttpMethod.Put, "/v1/calendars/36/2099", region.ToJsonString(), Guid.NewGuid().ToString()))
                    .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                    .Json["errors"]![0]!["detail"],
            StringComparison.Ordinal
        );
        (
            await operators.SendAsync(HttpMethod.Put, "/v1/calendars/CN/2026", """{"year":"2026"}""", Guid.NewGuid().ToString())
        ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        var bare = (await operators.SendAsync(HttpMethod.Put, "/v1/calendars/CN/2026", "{}", Guid.NewGuid().ToString())).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.Equal(
            ["notice", "off", "region", "status", "worked", "year"],
            bare.Json["errors"]!.AsArray().Select(error => (string)error!["field"]!).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task An_operator_loads_a_table_and_sees_how_far_it_is()
    {
        var days = Domain.Calendar.StatutoryHolidays.Of(2031);
        var table = new JsonObject
        {
            ["year"] = 2031,
            ["region"] = "CN",
            ["status"] = "provisional",
            ["notice"] = "尚未发布",
            ["off"] = new JsonArray([.. days.Select(day => (JsonNode)$"{day:yyyy-MM-dd}")]),
            ["worked"] = new JsonArray(),
        };
        (
            await new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province)).SendAsync(
                HttpMethod.Put,
                "/v1/calendars/CN/2031",
                table.ToJsonString(),
                Guid.NewGuid().ToString()
            )
        ).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        (await anybody.GetAsync("/v1/calendars/CN/2031")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        foreach (var _ in (int[])[1, 2])
        {
            var loaded = (
                await operators.SendAsync(HttpMethod.Put, "/v1/calendars/CN/2031", table.ToJsonString(), Guid.NewGuid().ToString())
            ).Expect(HttpStatusCode.Accepted);
            Assert.Equal("/v1/calendars/progress", loaded.Headers["Location"]);
            Assert.Equal(2031, (int)loaded.Json["year"]!);
        }

        Assert.Equal("provisional", (await anybody.GetAsync("/v1/calendars/CN/2031")).Expect(HttpStatusCode.OK)["status"]);
        Assert.NotNull((await operators.GetAsync("/v1/calendars/progress")).Expect(HttpStatusCode.OK)["running"]);
    }

    [Fact]
    public async Task A_repeat_with_the_key_gets_the_first_answer_and_loads_nothing()
    {
        var table = new JsonObject
        {
            ["year"] = 2032,
            ["region"] = "CN",
            ["status"] = "provisional",
            ["notice"] = "尚未发布",
            ["worked"] = new JsonArray(),
            ["off"] = new JsonArray([.. Domain.Calendar.StatutoryHolidays.Of(2032).Select(day => (JsonNode)$"{day:yyyy-MM-dd}")]),
        };
        const string Path = "/v1/calendars/CN/2032";
        (await operators.SendAsync(HttpMethod.Put, Path, table.ToJsonString(), null)).ExpectProblem(
            HttpStatusCode.BadRequest,
            "idempotency-key-needed"
        );

        var key = Guid.NewGuid().ToString();
        var dry = (await operators.SendAsync(HttpMethod.Put, Path + "?dryRun=true", table.ToJsonString(), key)).Expect(HttpStatusCode.OK);
        Assert.NotEmpty(dry.Json["changedDays"]!.AsArray());
        (await operators.GetAsync("/v1/commands/" + key)).ExpectProblem(HttpStatusCode.NotFound, "command-not-known");

        var first = (await operators.SendAsync(HttpMethod.Put, Path, table.ToJsonString(), key)).Expect(HttpStatusCode.Accepted);
        Assert.NotEmpty(first.Json["changedDays"]!.AsArray());
        var loadedAt = await LoadedAtAsync();
        var again = (await operators.SendAsync(HttpMethod.Put, Path, table.ToJsonString(), key)).Expect(HttpStatusCode.Accepted);
        Assert.Equal(
            (first.Text, "true", "/v1/calendars/progress"),
            (again.Text, again.Headers["Idempotent-Replay"], again.Headers["Location"])
        );
        Assert.Equal(loadedAt, await LoadedAtAsync());

        table["notice"] = "另一通知";
        (await operators.SendAsync(HttpMethod.Put, Path, table.ToJsonString(), key)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "idempotency-key-reused"
        );
        (await operators.PostAsync("/v1/applications", Hosts.People.Submission(Hosts.People.Number()).ToJsonString(), key)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "role-not-allowed"
        );

        var known = (await operators.GetAsync("/v1/commands/" + key)).Expect(HttpStatusCode.OK);
        Assert.Equal(("done", "calendars.load", "/v1/calendars/progress"), (known["outcome"], known["operation"], known["href"]));
        Assert.Equal(first.Json.ToJsonString(), known.Json["answer"]!.ToJsonString());
        (await new Hosts.Api(host, host.Token("operator", subject: "another-operator")).GetAsync("/v1/commands/" + key)).ExpectProblem(
            HttpStatusCode.NotFound,
            "command-not-known"
        );

        Task<DateTime> LoadedAtAsync() =>
            host.ScalarAsync<DateTime>("SELECT loaded_at FROM calendar_table WHERE region = 'CN' AND year = 2032");
    }

    private async Task<JsonNode> TableAsync() => (await anybody.GetAsync("/v1/calendars/CN/2026")).Expect(HttpStatusCode.OK).Json;

    private Task<Answer> LoadAsync(JsonNode table, string query = "") =>
        operators.SendAsync(HttpMethod.Put, "/v1/calendars/CN/2026" + query, table.ToJsonString(), Guid.NewGuid().ToString());
}
