using System.Globalization;
using System.Net;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Calendar;
using Grid.Testing;

namespace Grid.Api.Tests.Answers;

/// <summary>Texts in versions of two officials, read by clerks, supervisors and 12333; who has read them, by office.</summary>
[Collection(OneHost.Name)]
public sealed class PolicyTextTests(ApiHost host)
{
    private const string Path = "/v1/policy-texts";
    private readonly string code = "t" + Guid.NewGuid().ToString("N");
    private readonly Hosts.Api author = new(host, host.Token("operator", subject: "author-" + Guid.NewGuid().ToString("N")));
    private readonly Hosts.Api second = new(host, host.Token("operator", subject: "second-" + Guid.NewGuid().ToString("N")));

    private static string Day(int ahead) => TimeProvider.System.Today().AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_texts_that_ship_are_found_by_words_in_either_language_and_by_audience()
    {
        var hotline = new Hosts.Api(host, host.Token("hotline"));
        await Wait.UntilAsync(async () => (await FoundAsync(hotline, "")).Contains("no-papers"), "the shipped texts are loaded");
        Assert.Contains("no-papers", await FoundAsync(hotline, "?words=告知承诺制"));
        Assert.Contains("no-papers", await FoundAsync(hotline, "?words=commitment%20diploma"));
        Assert.DoesNotContain("no-papers", await FoundAsync(hotline, "?words=commitment%20pensioners"));
        Assert.Contains("call-progress", await FoundAsync(hotline, "?audience=hotline&kind=script"));
        Assert.DoesNotContain("call-progress", await FoundAsync(hotline, "?audience=clerk"));
        Assert.Empty(await FoundAsync(hotline, "?on=2020-07-19"));
        (await hotline.GetAsync(Path + "?audience=king")).Expect(HttpStatusCode.BadRequest);
        (await hotline.PostAsync(Path, Body())).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
    }

    [Fact]
    public async Task One_official_proposes_another_approves_and_versions_do_not_overlap()
    {
        (await author.PostAsync(Path, Body())).Expect(HttpStatusCode.Created);
        (await author.PostAsync(Path, Body())).ExpectProblem(HttpStatusCode.Conflict, "policy-text-waits");
        var clerk = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu));
        (await clerk.GetAsync($"{Path}/{code}/versions")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Contains(code, (await second.GetAsync(Path + "/proposals")).Text, StringComparison.Ordinal);
        (await author.PostAsync(Decide(1, "approval"), null)).ExpectProblem(HttpStatusCode.Conflict, "second-person-needed");
        (await second.PostAsync(Decide(1, "approval"), null)).Expect(HttpStatusCode.OK);
        (await second.PostAsync(Decide(1, "approval"), null)).ExpectProblem(HttpStatusCode.Conflict, "policy-text-decided");
        (await second.PostAsync(Decide(9, "approval"), null)).ExpectProblem(HttpStatusCode.NotFound, "not-found");

        (await author.PostAsync(Path, Body())).ExpectProblem(HttpStatusCode.Conflict, "policy-text-overlaps");
        (await author.PostAsync(Path, Body(from: Day(5)))).Expect(HttpStatusCode.Created);
        (await second.PostAsync(Decide(2, "rejection"), null)).Expect(HttpStatusCode.OK);
        (await author.PostAsync(Path, Body(from: Day(9)))).Expect(HttpStatusCode.Created);
        (await second.PostAsync(Decide(3, "approval"), null)).Expect(HttpStatusCode.OK);
        Assert.Equal("1", await InForceAsync(clerk, Day(8)));
        Assert.Equal("3", await InForceAsync(clerk, Day(9)));
        Assert.Equal(2, (await clerk.GetAsync($"{Path}/{code}/versions")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray().Count);
        Assert.Equal(3, (await author.GetAsync($"{Path}/{code}/versions")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_is_missing_or_wrong_is_named()
    {
        var answer = await author.PostAsync(
            Path,
            new
            {
                code = "A b",
                kind = "law",
                audiences = new[] { "clerk", "king" },
                title = "题",
                text = " ",
                textEn = "x",
                effectiveFrom = "2026-02-30",
            }
        );
        Assert.Equal(
            ["code", "kind", "audiences[1]", "titleEn", "text", "effectiveFrom"],
            answer.Expect(HttpStatusCode.BadRequest).Json["errors"]!.AsArray().Select(error => (string?)error!["field"])
        );
        var longest = new
        {
            code,
            kind = "policy",
            audiences = new[] { "clerk" },
            title = new string('题', 121),
            titleEn = "x",
            text = "文",
            textEn = "x",
            effectiveFrom = Day(0),
        };
        Assert.Equal("title", (await author.PostAsync(Path, longest)).Expect(HttpStatusCode.BadRequest).Field());
        Assert.Equal("effectiveFrom", (await author.PostAsync(Path, Body(from: Day(-40)))).Expect(HttpStatusCode.BadRequest).Field());
        Assert.Equal("effectiveTo", (await author.PostAsync(Path, Body(to: Day(-1)))).Expect(HttpStatusCode.BadRequest).Field());
        var bound = new Hosts.Api(host, host.Token("operator", Hosts.Api.Nanchang));
        (await bound.PostAsync(Path, Body())).ExpectProblem(HttpStatusCode.Forbidden, "for-province");
    }

    [Fact]
    public async Task Each_clerk_acknowledges_the_version_in_force_and_offices_are_counted()
    {
        (await author.PostAsync(Path, Body())).Expect(HttpStatusCode.Created);
        (await second.PostAsync(Decide(1, "approval"), null)).Expect(HttpStatusCode.OK);
        (await author.PostAsync(Path, Body(from: Day(3)))).Expect(HttpStatusCode.Created);
        (await second.PostAsync(Decide(2, "approval"), null)).Expect(HttpStatusCode.OK);
        const string office = "36082101";
        var subjects = Enumerable.Range(0, 3).Select(i => $"reader-{i}-{Guid.NewGuid():N}").ToArray();
        Hosts.Api[] clerks = [.. subjects.Select(subject => new Hosts.Api(host, host.Token("clerk", office, subject)))];
        foreach (var clerk in clerks)
        {
            var own = (await clerk.GetAsync("/v1/own-readings")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
            var mine = Assert.Single(own, one => (string?)one!["code"] == code)!;
            Assert.Equal((1, false), ((int)mine["version"]!, (bool)mine["overdue"]!));
        }

        (await clerks[0].PostAsync(Read(1), null)).Expect(HttpStatusCode.OK);
        (await clerks[0].PostAsync(Read(1), null)).Expect(HttpStatusCode.OK);
        (await clerks[0].PostAsync(Read(2), null)).ExpectProblem(HttpStatusCode.Conflict, "policy-text-not-in-force");
        (await clerks[0].PostAsync(Read(3), null)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var hotline = new Hosts.Api(host, host.Token("hotline"));
        (await hotline.PostAsync(Read(1), null)).ExpectProblem(HttpStatusCode.Forbidden, "policy-text-not-for-you");
        Assert.DoesNotContain(code, (await clerks[0].GetAsync("/v1/own-readings")).Text, StringComparison.Ordinal);

        // The second was here long ago, and has not read it since; the third is not seen any more.
        await host.ScalarAsync<int>(
            "UPDATE policy_text SET decided_on = decided_on - 60, effective_from = effective_from - 60 WHERE code = $1 AND version = 1",
            code
        );
        await host.ScalarAsync<int>("UPDATE staff_seen SET first_seen = first_seen - 60 WHERE subject = $1", subjects[1]);
        await host.ScalarAsync<int>(
            "UPDATE staff_seen SET first_seen = first_seen - 200, last_seen = last_seen - 100 WHERE subject = $1",
            subjects[2]
        );
        var supervisor = new Hosts.Api(host, host.Token("supervisor", "36080001"));
        var figures = (await supervisor.GetAsync($"/v1/readings?office={office}")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        var line = Assert.Single(figures, one => (string?)one!["code"] == code)!;
        Assert.Equal((1L, 0L, 1L), ((long)line["acknowledged"]!, (long)line["open"]!, (long)line["overdue"]!));
        (await new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Donghu)).GetAsync($"/v1/readings?office={office}")).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );
    }

    private string Decide(int version, string what) => $"{Path}/{code}/versions/{version}/{what}";

    private string Read(int version) => $"{Path}/{code}/versions/{version}/reading";

    private object Body(string? from = null, string? to = null) =>
        new
        {
            code,
            kind = "policy",
            audiences = new[] { "clerk", "supervisor" },
            title = "测试文本",
            titleEn = "A text",
            text = "正文",
            textEn = "Its words",
            effectiveFrom = from ?? Day(0),
            effectiveTo = to,
        };

    private static async Task<List<string>> FoundAsync(Hosts.Api by, string query) =>
        [.. (await by.GetAsync(Path + query)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray().Select(one => (string)one!["code"]!)];

    private async Task<string> InForceAsync(Hosts.Api by, string on) =>
        string.Join(
            ' ',
            (await by.GetAsync($"{Path}?on={on}")).Expect(HttpStatusCode.OK).Json["items"]!
                .AsArray()
                .Where(one => (string?)one!["code"] == code)
                .Select(one => (int)one!["version"]!)
        );
}
