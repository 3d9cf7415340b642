using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Reports;

/// <summary>Every fault in a request about a report is reported by a problem that names the field.</summary>
[Collection(OneHost.Name)]
public sealed class ReportBadInputTests(ApiHost host)
{
    private const string Good = """{"urbanEmployed": 5000, "source": "统计局", "asOf": "ASOF", "estimatedFromYearEnd": false}""";

    private readonly Hosts.Api statistician = host.Statistician();

    public static TheoryData<string, int, string, string> Addresses =>
        new()
        {
            { "2026-13/360102", 400, "invalid-request", "path.period" },
            { "202611/360102", 400, "invalid-request", "path.period" },
            { "2026-1/360102", 400, "invalid-request", "path.period" },
            { "2020-08/360102", 404, "period-not-known", "path.period" },
            { "2099-01/360102", 404, "period-not-known", "path.period" },
            { "0001-01/360102", 404, "period-not-known", "path.period" },
            { "9999-12/360102", 404, "period-not-known", "path.period" },
            { "2026-05/36x", 400, "invalid-request", "path.region" },
            { "2026-05/36", 400, "invalid-request", "path.region" },
            { "2026-05/369999", 404, "region-not-reporting", "path.region" },
            { "2026-05/360102002", 404, "region-not-reporting", "path.region" },
            { "2026-05/440100", 404, "region-not-reporting", "path.region" },
        };

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task An_address_that_names_no_report(string address, int status, string code, string field)
    {
        foreach (
            var answer in new[]
            {
                await statistician.GetAsync("/v1/reports/" + address),
                await statistician.GetAsync($"/v1/reports/{address}/export"),
                await statistician.PostAsync($"/v1/reports/{address}/check", null),
                await statistician.PostAsync($"/v1/reports/{address}/submission", "{}"),
                await statistician.GetAsync("/v1/denominators/" + address),
                await statistician.PutAsync("/v1/denominators/" + address, Good),
            }
        )
        {
            answer.ExpectProblem((HttpStatusCode)status, code);
            Assert.Equal(field, (string?)answer.Json["errors"]![0]!["field"]);
        }
    }

    [Fact]
    public async Task A_region_outside_the_callers_tree()
    {
        var over = ReportCalls.Over;
        foreach (var caller in (Hosts.Api[])[host.Statistician("36010201"), new Hosts.Api(host, host.Token("supervisor", "36010201"))])
        {
            (await caller.GetAsync($"/v1/reports/{over}/360102")).Expect(HttpStatusCode.OK);
            foreach (var region in (string[])["360103", "360100", "360000"])
            {
                foreach (
                    var path in (string[])
                        [$"/v1/reports/{over}/{region}", $"/v1/reports/{over}/{region}/export", $"/v1/denominators/{over}/{region}"]
                )
                {
                    var answer = (await caller.GetAsync(path)).ExpectProblem(HttpStatusCode.Forbidden, "region-out-of-reach");
                    Assert.Equal("path.region", (string?)answer.Json["errors"]![0]!["field"]);
                }

                var list = (await caller.GetAsync($"/v1/reports?region={region}")).ExpectProblem(
                    HttpStatusCode.Forbidden,
                    "region-out-of-reach"
                );
                Assert.Equal("query.region", (string?)list.Json["errors"]![0]!["field"]);
            }
        }

        var county = host.Statistician("36010201");
        (await county.PostAsync($"/v1/reports/{over}/360103/submission", "{}")).ExpectProblem(
            HttpStatusCode.Forbidden,
            "region-out-of-reach"
        );
        (await county.PutAsync($"/v1/denominators/{over}/360103", Good)).ExpectProblem(HttpStatusCode.Forbidden, "region-out-of-reach");
    }

    [Fact]
    public async Task A_period_that_is_not_over_is_drafted_and_nothing_more()
    {
        var path = $"/v1/reports/{ReportCalls.Now}/360102";
        (await statistician.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(
            "path.period",
            (string?)
                (await statistician.PostAsync(path + "/check", null)).ExpectProblem(HttpStatusCode.Conflict, "period-not-over").Json[
                    "errors"
                ]![0]!["field"]
        );
        Assert.Equal(
            "path.period",
            (string?)
                (await statistician.PostAsync(path + "/submission", "{}")).ExpectProblem(HttpStatusCode.Conflict, "period-not-over").Json[
                    "errors"
                ]![0]!["field"]
        );
    }

    public static TheoryData<string, string, string> Denominators =>
        new()
        {
            { "{}", "urbanEmployed", "required" },
            {
                """{"urbanEmployed": 0, "source": "统计局", "asOf": "ASOF", "estimatedFromYearEnd": false}""",
                "urbanEmployed",
                "notPositive"
            },
            {
                """{"urbanEmployed": -1, "source": "统计局", "asOf": "ASOF", "estimatedFromYearEnd": false}""",
                "urbanEmployed",
                "notPositive"
            },
            {
                """{"urbanEmployed": 2100000000, "source": "统计局", "asOf": "ASOF", "estimatedFromYearEnd": false}""",
                "urbanEmployed",
                "countedInPersons"
            },
            {
                """{"urbanEmployed": "5000", "source": "统计局", "asOf": "ASOF", "estimatedFromYearEnd": false}""",
                "urbanEmployed",
                "wrongType"
            },
            {
                """{"urbanEmployed": 26.84, "source": "统计局", "asOf": "ASOF", "estimatedFromYearEnd": false}""",
                "urbanEmployed",
                "wrongType"
            },
            { """{"urbanEmployed": 5000, "source": " ", "asOf": "ASOF", "estimatedFromYearEnd": false}""", "source", "required" },
            { """{"urbanEmployed": 5000, "source": "统计局", "asOf": "2026-02-30", "estimatedFromYearEnd": false}""", "asOf", "badDate" },
            {
                """{"urbanEmployed": 5000, "source": "统计局", "asOf": "2150-01-01", "estimatedFromYearEnd": false}""",
                "asOf",
                "dayNotOver"
            },
            { """{"urbanEmployed": 5000, "source": "统计局", "asOf": "2019-12-31", "estimatedFromYearEnd": false}""", "asOf", "tooOld" },
            { """{"urbanEmployed": 5000, "source": "统计局", "asOf": "ASOF", "estimatedFromYearEnd": true}""", "asOf", "notLastYearEnd" },
            { """{"urbanEmployed": 5000, "source": "统计局", "asOf": "ASOF"}""", "estimatedFromYearEnd", "required" },
            {
                """{"urbanEmployed": 5000, "source": "统计局", "asOf": "ASOF", "estimatedFromYearEnd": false, "rate": 3}""",
                "rate",
                "unknown"
            },
        };

    [Theory]
    [MemberData(nameof(Denominators))]
    public async Task A_denominator_that_cannot_be(string body, string field, string code)
    {
        var asOf = ReportCalls.Over.Last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var answer = (
            await statistician.PutAsync($"/v1/denominators/{ReportCalls.Over}/360103", body.Replace("ASOF", asOf, StringComparison.Ordinal))
        ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains(answer.Json["errors"]!.AsArray(), error => ((string?)error!["field"], (string?)error["code"]) == (field, code));
    }

    [Fact]
    public async Task Fewer_employed_than_registered()
    {
        var clerk = new Hosts.Api(host, host.Token("clerk", "36010301"));
        await People.RegisterAsync(clerk, People.Submission(office: "36010301"));
        await People.RegisterAsync(clerk, People.Submission(office: "36010301"));
        var path = $"/v1/denominators/{ReportCalls.Now}/360103";
        var asOf = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var body = $$"""{"urbanEmployed": 1, "source": "统计局", "asOf": "{{asOf}}", "estimatedFromYearEnd": false}""";
        Answer answer;
        do
        {
            // Until both are counted, one would be enough.
            answer = await statistician.PutAsync(path, body);
        } while (answer.Status == HttpStatusCode.OK);
        answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(
            ("urbanEmployed", "belowRegistered"),
            ((string?)answer.Json["errors"]![0]!["field"], (string?)answer.Json["errors"]![0]!["code"])
        );
    }

    [Theory]
    [InlineData("?period=2026-13", "query.period")]
    [InlineData("?region=36x", "query.region")]
    [InlineData("?month=1", "query.month")]
    [InlineData("?cursor=%20", "query.cursor")]
    public async Task A_list_that_cannot_be(string query, string field) =>
        Assert.Equal(
            field,
            (string?)
                (await statistician.GetAsync("/v1/reports" + query)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request").Json[
                    "errors"
                ]![0]!["field"]
        );

    [Theory]
    [InlineData("?format=pdf", "query.format")]
    [InlineData("?lang=fr", "query.lang")]
    [InlineData("?x=1", "query.x")]
    public async Task An_export_that_cannot_be(string query, string field) =>
        Assert.Equal(
            field,
            (string?)
                (await statistician.GetAsync($"/v1/reports/{ReportCalls.Over}/360102/export{query}"))
                    .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                    .Json["errors"]![0]!["field"]
        );

    [Fact]
    public async Task A_submission_needs_a_key_and_a_digest_that_is_one()
    {
        var path = $"/v1/reports/{ReportCalls.Over}/360102/submission";
        (await statistician.SendAsync(HttpMethod.Post, path, "{}", null)).ExpectProblem(
            HttpStatusCode.BadRequest,
            "idempotency-key-needed"
        );
        var answer = (await statistician.PostAsync(path, """{"digest": "ABC"}""")).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.Equal("digest", (string?)answer.Json["errors"]![0]!["field"]);
    }
}
