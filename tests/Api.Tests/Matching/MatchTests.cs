using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Matching;

/// <summary>Rows of sources about a person, over HTTP.</summary>
[Collection(OneHost.Name)]
public sealed class MatchTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api feed = new(host, host.Token("matching-feed"));

    private static string Now => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

    private static string Today => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", null);

    [Fact]
    public async Task On_an_application_a_row_is_shown_answered_and_no_block()
    {
        var submitted = (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);
        var (person, number) = (submitted["personId"]!, submitted["applicationNumber"]!);
        (await ReportAsync(person, on: "2024-03-01")).Expect(HttpStatusCode.OK);
        var shown = await MatchAsync(person);
        Assert.Equal(
            ("employment", "staleWork", "outOfWork", "示例公司"),
            ((string)shown["kind"]!, (string)shown["meaning"]!, (string)shown["subject"]!, (string)shown["employer"]!["name"]!)
        );

        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/matches/employment/k1/statement",
                new
                {
                    statement = new
                    {
                        channel = "faceToFace",
                        at = Now,
                        text = "我一月就离开了那家公司",
                    },
                }
            )
        ).Expect(HttpStatusCode.OK);
        Assert.Equal("我一月就离开了那家公司", (string)(await MatchAsync(person))["statement"]!["text"]!);

        (await clerk.PostAsync($"/v1/applications/{number}/verifications", People.Check("identity", "confirmed").ToJsonString())).Expect(
            HttpStatusCode.OK
        );
        (await clerk.PostAsync($"/v1/applications/{number}/approval", null)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task On_a_registration_it_is_a_task_and_a_finding_ends_it()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        Assert.Equal("matchToExamine", (await ReportAsync(person, on: Today)).Expect(HttpStatusCode.OK)["outcome"]);
        var duties = (await clerk.GetAsync($"/v1/persons/{person}/duties")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("match:hired", duties, StringComparison.Ordinal);
        Assert.Contains(
            "matchIgnored",
            (await ReportAsync(person, on: Today, asOf: "2026-01-01T00:00:00Z")).Text,
            StringComparison.Ordinal
        );

        (await clerk.PostAsync($"/v1/persons/{person}/matches/employment/k1/finding", new { right = false })).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-field"
        );
        (await clerk.PostAsync($"/v1/persons/{person}/matches/employment/k2/finding", new { right = true })).ExpectProblem(
            HttpStatusCode.NotFound,
            "unknown-match"
        );
        (await clerk.PostAsync($"/v1/persons/{person}/matches/employment/k1/finding", new { right = true })).Expect(HttpStatusCode.OK);
        var past = (await clerk.GetAsync($"/v1/persons/{person}")).Json["past"]!.AsArray();
        Assert.Equal(("exited", "11"), ((string)past[^1]!["status"]!, (string)past[^1]!["exit"]!["reason"]!));

        // It counts for the source.
        var sources = (await new Hosts.Api(host, host.Token("operator")).GetAsync("/v1/matching/sources")).Expect(HttpStatusCode.OK);
        var employment = sources.Json["items"]!.AsArray().Single(item => (string)item!["source"]!["id"]! == "employment")!;
        Assert.True((long)employment["right"]! >= 1 && (double)employment["precision"]! > 0, employment.ToJsonString());

        // What the row said is nowhere in the history; that it was found right is.
        var history = (await clerk.GetAsync($"/v1/persons/{person}/history?pageSize=200")).Expect(HttpStatusCode.OK).Json[
            "items"
        ]!.AsArray();
        Assert.Equal("{}", history.Single(line => (string)line!["event"]! == "matchRecorded")!["facts"]!.ToJsonString());
        Assert.Equal("employment", (string)history.Single(line => (string)line!["event"]! == "matchJudged")!["facts"]!["source"]!);
    }

    [Fact]
    public async Task What_is_wrong_with_a_row_is_named()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var answer = await feed.PostAsync(
            $"/v1/persons/{person}/matches",
            new
            {
                source = "employment",
                key = "k1",
                asOf = "yesterday",
                withdrawn = true,
                on = "2026-13-01",
            }
        );
        answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["asOf", "on", "on"], answer.Json["errors"]!.AsArray().Select(error => (string)error!["field"]!).Order());
        (await ReportAsync(person, on: Today, source: "nowhere")).ExpectProblem(HttpStatusCode.NotFound, "unknown-source");
        (await ReportAsync(person, on: "2099-01-01")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-field");
        Assert.Null((await clerk.GetAsync($"/v1/persons/{person}")).Json["matches"]);
    }

    private Task<Answer> ReportAsync(string person, string on, string source = "employment", string? asOf = null) =>
        feed.PostAsync(
            $"/v1/persons/{person}/matches",
            new
            {
                source,
                key = "k1",
                asOf = asOf ?? Now,
                on,
                employer = new { name = "示例公司" },
            }
        );

    private async Task<System.Text.Json.Nodes.JsonNode> MatchAsync(string person) =>
        Assert.Single((await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Json["matches"]!.AsArray())!;
}
