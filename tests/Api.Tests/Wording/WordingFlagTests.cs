using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Wording;

/// <summary>
/// Words block nothing; suspicious ones are on the supervisor's list until another person has reviewed them.
/// </summary>
[Collection(OneHost.Name)]
public sealed class WordingFlagTests(ApiHost host)
{
    private const string Path = "/v1/worklists/wordingFlags";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Nanchang));
    private readonly Hosts.Api above = new(host, host.Token("supervisor", Hosts.Api.Province));
    private readonly Hosts.Api elsewhere = new(host, host.Token("supervisor", "36020001"));

    [Fact]
    public async Task An_exit_with_suspicious_words_is_carried_out_and_stands_on_the_list_until_it_is_looked_at()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{person}/exit", Exit("连续六个月联系不上,电话13800000000").ToJsonString())).Expect(
            HttpStatusCode.OK
        );

        var line = await LineAsync(supervisor, person);
        Assert.NotNull(line);
        Assert.Equal(
            (Hosts.Api.Donghu, "test-clerk-" + Hosts.Api.Donghu, "recordExit", "exit.evidence.note", "79/2020 (四)"),
            ((string?)line["office"], (string?)line["author"], (string?)line["command"], (string?)line["field"], (string?)line["article"])
        );
        Assert.Contains("联系不上", (string?)line["words"], StringComparison.Ordinal);
        Assert.Contains("连续六个月联系不上", (string?)line["text"], StringComparison.Ordinal);
        Assert.DoesNotContain("13800000000", line.ToJsonString(), StringComparison.Ordinal);
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'wording-flags.list' AND $1::uuid = ANY(person_ids)",
                person
            ) >= 1
        );
        Assert.Equal(
            0,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM wording_flag AS w WHERE person_id = $1::uuid AND w::text LIKE '%联系不上%'",
                person
            )
        );

        // Counted where it is listed, and for supervisors only.
        (await clerk.GetAsync(Path)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        Assert.Null((await clerk.GetAsync("/v1/worklists")).Expect(HttpStatusCode.OK).Json["wordingFlags"]);
        var counted = (await supervisor.GetAsync("/v1/worklists")).Expect(HttpStatusCode.OK).Json["wordingFlags"]!;
        Assert.Equal((await AllAsync(supervisor)).Count, (long)counted["count"]!);
        Assert.Equal(Path, (string?)counted["href"]);
        var city = (await above.GetAsync("/v1/worklists/regions/360000")).Expect(HttpStatusCode.OK).Json;
        Assert.True((long)city["wordingFlags"]! >= 1);
        Assert.Equal((long)city["wordingFlags"]!, city["areas"]!.AsArray().Sum(area => (long)area!["wordingFlags"]!));
        var county = (await above.GetAsync("/v1/worklists/regions/360102")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((long)county["wordingFlags"]!, county["areas"]!.AsArray().Sum(area => (long)area!["wordingFlags"]!));
        Assert.True((long)county["areas"]!.AsArray().Single(area => (string?)area!["code"] == Hosts.Api.Donghu)!["wordingFlags"]! >= 1);
        var before = await FiguresAsync();

        var settle = (string)line["settle"]!;
        (await elsewhere.PostAsync(settle, new { result = "harmless" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await supervisor.PostAsync(settle, new { result = "forgiven" })).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (
            await supervisor.PostAsync(settle.Replace("/result", "x/result", StringComparison.Ordinal), new { result = "harmless" })
        ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        var key = Guid.NewGuid().ToString();
        (await supervisor.PostAsync(settle, new { result = "talkedTo" }, key)).Expect(HttpStatusCode.Accepted);
        Assert.Equal(
            "true",
            (await supervisor.PostAsync(settle, new { result = "talkedTo" }, key)).Expect(HttpStatusCode.Accepted).Headers[
                "Idempotent-Replay"
            ]
        );
        (await supervisor.PostAsync(settle, new { result = "harmless" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Null(await LineAsync(supervisor, person));
        var after = await FiguresAsync();
        Assert.Equal((before.Flagged, before.Open - 1, before.TalkedTo + 1), after);
    }

    [Fact]
    public async Task Nobody_judges_the_own_words()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await supervisor.PostAsync($"/v1/persons/{person}/exit", Exit("登记到期未续").ToJsonString())).Expect(HttpStatusCode.OK);
        var line = (await LineAsync(supervisor, person))!;
        Assert.Empty(line["actions"]!.AsArray());
        (await supervisor.PostAsync((string)line["settle"]!, new { result = "harmless" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "second-person-needed"
        );
        (await above.PostAsync((string)line["settle"]!, new { result = "corrected" })).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Lawful_words_are_not_listed()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/exit",
                Exit("社保比对显示该人2026年9月失业登记,11月1日已在南昌某公司参保").ToJsonString()
            )
        ).Expect(HttpStatusCode.OK);
        Assert.Null(await LineAsync(supervisor, person));
    }

    private static JsonObject Exit(string note)
    {
        var exit = People.Exit();
        exit["evidence"] = new JsonObject { ["basis"] = "3", ["note"] = note };
        return exit;
    }

    private async Task<(long Flagged, long Open, long TalkedTo)> FiguresAsync()
    {
        var today = TimeProvider
            .System.GetUtcNow()
            .ToOffset(TimeSpan.FromHours(8))
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var office = Assert.Single(
            (await supervisor.GetAsync($"/v1/performance?from={today}&to={today}&office={Hosts.Api.Donghu}"))
                .Expect(HttpStatusCode.OK)
                .Json["offices"]!.AsArray()
        )!;
        var figures = office["wordingFlags"]!;
        return ((long)figures["flagged"]!, (long)figures["open"]!, (long)figures["talkedTo"]!);
    }

    private static async Task<JsonNode?> LineAsync(Hosts.Api caller, string person) =>
        (await AllAsync(caller)).SingleOrDefault(line => (string?)line!["personId"] == person);

    /// <summary>Page by page, two at a time.</summary>
    private static async Task<List<JsonNode?>> AllAsync(Hosts.Api caller)
    {
        var all = new List<JsonNode?>();
        string? next = null;
        do
        {
            var page = (await caller.GetAsync(Path + "?pageSize=2" + (next is null ? "" : "&cursor=" + Uri.EscapeDataString(next))))
                .Expect(HttpStatusCode.OK)
                .Json;
            all.AddRange(page["items"]!.AsArray());
            next = (string?)page["next"];
        } while (next is not null);
        return all;
    }
}
