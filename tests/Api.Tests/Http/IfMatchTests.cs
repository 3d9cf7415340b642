using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Http;

/// <summary>What can be changed has a version, and a change that names an older one is not made.</summary>
[Collection(HostOfAllRoutes.Name)]
public sealed class IfMatchTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api colleague = new(host, host.Token("clerk", Hosts.Api.Donghu, "colleague"));

    [Fact]
    public async Task Of_two_corrections_of_one_version_one_is_made_and_the_other_learns_of_it()
    {
        var path = "/v1/persons/" + (await People.RegisterAsync(clerk)).Person;
        var read = TagOf(await clerk.GetAsync(path));
        var answers = await Task.WhenAll(
            clerk.PostAsync(path + "/correction", new { note = "本人更正", telephone = "13900000001" }, ifMatch: read),
            colleague.PostAsync(path + "/correction", new { note = "本人更正", telephone = "13900000002" }, ifMatch: read)
        );
        var made = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        var late = Assert.Single(answers, answer => answer.Status != HttpStatusCode.OK);
        late.ExpectProblem(HttpStatusCode.PreconditionFailed, "version-changed");
        var now = TagOf(await clerk.GetAsync(path));
        Assert.Equal((now, now), (TagOf(made), TagOf(late)));
        Assert.Equal(now, $"\"{late["version"]}\"");
        Assert.NotEqual(read, now);
        (await clerk.PostAsync(path + "/correction", new { note = "重新查看后", telephone = "13900000003" }, ifMatch: now)).Expect(
            HttpStatusCode.OK
        );
    }

    [Fact]
    public async Task A_correction_says_which_version_it_is_of()
    {
        var (person, application, _) = await People.RegisterAsync(clerk);
        foreach (var path in (string[])[$"/v1/persons/{person}/correction", $"/v1/applications/{application}/correction"])
        {
            using var answer = await EveryRoute.SendAsync(host, HttpMethod.Post, path, host.Token("clerk", Hosts.Api.Donghu), "{}");
            Assert.Equal(HttpStatusCode.PreconditionRequired, answer.StatusCode);
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal(("version-needed", "header.If-Match"), ((string?)problem["code"], (string?)problem["errors"]![0]!["field"]));
        }
    }

    [Theory]
    [InlineData("17")]
    [InlineData("W/\"17\"")]
    [InlineData("\"17\", \"18\"")]
    [InlineData("\"\"")]
    public async Task What_is_no_version_is_refused_by_name(string match)
    {
        var refused = await clerk.PostAsync(
            $"/v1/persons/{(await People.RegisterAsync(clerk)).Person}/correction",
            new { note = "本人更正", telephone = "13900000001" },
            ifMatch: match
        );
        refused.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(
            ("header.If-Match", "badEntityTag"),
            ((string?)refused.Json["errors"]![0]!["field"], (string?)refused.Json["errors"]![0]!["code"])
        );
    }

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("\"abc\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"99999999999999999999999\"")]
    public async Task The_version_of_something_else_does_not_match(string match)
    {
        var person = (await People.RegisterAsync(clerk)).Person;
        (
            await clerk.PostAsync($"/v1/persons/{person}/correction", new { note = "本人更正", telephone = "13900000001" }, ifMatch: match)
        ).ExpectProblem(HttpStatusCode.PreconditionFailed, "version-changed");
    }

    [Fact]
    public async Task Every_command_to_a_record_may_name_the_version_and_a_repeat_gets_its_first_answer()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var path = "/v1/persons/" + person;
        var read = TagOf(await clerk.GetAsync(path));
        (await clerk.PostAsync(path + "/correction", new { note = "本人更正", telephone = "13900000001" })).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync(path + "/exit", People.Exit().ToJsonString(), ifMatch: read)).ExpectProblem(
            HttpStatusCode.PreconditionFailed,
            "version-changed"
        );
        var now = TagOf(await clerk.GetAsync(path));
        var key = Guid.NewGuid().ToString();
        var first = (await clerk.PostAsync(path + "/exit", People.Exit().ToJsonString(), key, ifMatch: now)).Expect(HttpStatusCode.OK);
        Assert.Equal(TagOf(await clerk.GetAsync(path)), TagOf(first));

        // The version has moved on, by this very command.
        var again = (await clerk.PostAsync(path + "/exit", People.Exit().ToJsonString(), key, ifMatch: now)).Expect(HttpStatusCode.OK);
        Assert.Equal((first.Text, "true"), (again.Text, again.Headers["Idempotent-Replay"]));
        Assert.False(again.Headers.ContainsKey("ETag"));
    }

    [Fact]
    public async Task Whoever_may_not_change_it_learns_nothing_of_the_version()
    {
        var person = (await People.RegisterAsync(clerk)).Person;
        var stranger = new Hosts.Api(host, host.Token("clerk", "36010301"));
        var refused = await stranger.PostAsync(
            $"/v1/persons/{person}/correction",
            new { note = "本人更正", telephone = "13900000001" },
            ifMatch: "\"1\""
        );
        Assert.NotEqual(HttpStatusCode.PreconditionFailed, refused.Status);
        Assert.False(refused.Headers.ContainsKey("ETag"));
        Assert.Null(refused["version"]);
    }

    [Fact]
    public async Task What_is_read_of_a_case_has_the_version_of_its_record()
    {
        var (person, application, registration) = await People.RegisterAsync(clerk);
        var tag = TagOf(await clerk.GetAsync("/v1/persons/" + person));
        Assert.Equal(tag, TagOf(await clerk.GetAsync("/v1/applications/" + application)));
        Assert.Equal(tag, TagOf(await clerk.GetAsync("/v1/registrations/" + registration)));
        foreach (var part in (string[])["duties", "contacts", "services", "policies"])
            Assert.Equal(tag, TagOf((await clerk.GetAsync($"/v1/persons/{person}/{part}")).Expect(HttpStatusCode.OK)));
    }

    /// <summary>A route that does not read the header does not ignore it either; and what reads it is described.</summary>
    [Fact]
    public async Task Over_all_routes_the_header_is_judged_or_refused()
    {
        var document = (await DescribedAnswers.OfAsync(host)).Document;
        foreach (
            var route in EveryRoute.Of(host).Where(route => route.Endpoint.Metadata.GetMetadata<Operation>()?.Kind == OperationKind.Write)
        )
        {
            var reads = route.Endpoint.Metadata.GetMetadata<ReadsIfMatch>();
            var described = document["paths"]![route.Pattern]![route.Method.Method.ToLowerInvariant()]!;
            var parameter = described["parameters"]!
                .AsArray()
                .Select(one => (string?)one!["$ref"] is { } address ? document["components"]!["parameters"]![address.Split('/')[^1]]! : one)
                .SingleOrDefault(one => (string?)one["name"] == "If-Match");
            Assert.Equal(reads is not null, parameter is not null);
            Assert.Equal(reads is not null, described["responses"]!["412"] is not null);
            Assert.Equal(reads is { IsNeeded: true }, described["responses"]!["428"] is not null);
            if (reads is not null)
                continue;
            using var answer = await EveryRoute.SendAsync(
                host,
                route.Method,
                route.Path("0123456789abcdef0123456789abcdef"),
                route.Token(host),
                "{}",
                ("If-Match", "\"1\"")
            );
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{route.Pattern}: {text}");
            Assert.Contains("header.If-Match", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(EveryRoute.Of(host), route =>
            route.Endpoint.Metadata.GetMetadata<ReadsIfMatch>() is not null
            && route.Endpoint.Metadata.GetMetadata<Operation>()!.Kind != OperationKind.Write
        );
    }

    [Fact]
    public async Task A_calendar_is_replaced_only_by_who_read_it()
    {
        var operators = new Hosts.Api(host, host.Token("operator"));
        const string Path = "/v1/calendars/3607/2026";
        var country = (await operators.GetAsync("/v1/calendars/CN/2026")).Expect(HttpStatusCode.OK);
        var body = new JsonObject
        {
            ["region"] = "3607",
            ["year"] = 2026,
            ["status"] = "provisional",
            ["notice"] = "试验",
            ["off"] = new JsonArray("2026-03-03"),
            ["worked"] = new JsonArray(),
        };
        Task<Answer> PutAsync(string? match) =>
            operators.SendAsync(HttpMethod.Put, Path, body.ToJsonString(), Guid.NewGuid().ToString(), ifMatch: match);
        (await PutAsync("\"1\"")).ExpectProblem(HttpStatusCode.PreconditionFailed, "version-changed");
        (await PutAsync(null)).Expect(HttpStatusCode.Accepted);
        var read = TagOf(await operators.GetAsync(Path));
        body["off"] = new JsonArray("2026-03-04");
        (await PutAsync(read)).Expect(HttpStatusCode.Accepted);
        var late = (await PutAsync(read)).ExpectProblem(HttpStatusCode.PreconditionFailed, "version-changed");
        Assert.Equal(TagOf(await operators.GetAsync(Path)), TagOf(late));
        Assert.NotEqual(TagOf(country), TagOf(late));
    }

    private static string TagOf(Answer answer) => answer.Headers["ETag"];
}
