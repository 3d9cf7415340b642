using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Performance;

[Collection(OneHost.Name)]
public sealed class PerformanceTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Nanchang));
    private readonly Hosts.Api statistician = new(host, host.Token("statistician"));

    [Fact]
    public async Task Rates_medians_contacts_and_refusals_by_office()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await clerk.ContactAsync(person, "notReached")).Expect(HttpStatusCode.OK);
        (await clerk.ContactAsync(person)).Expect(HttpStatusCode.OK);
        var refused = (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created)[
            "applicationNumber"
        ]!;
        (
            await clerk.PostAsync($"/v1/applications/{refused}/verifications", People.Check("outOfWork", "contradicted").ToJsonString())
        ).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync($"/v1/applications/{refused}/refusal", new { reason = "4" })).Expect(HttpStatusCode.OK);

        foreach (var caller in (Hosts.Api[])[supervisor, statistician])
        {
            var answer = (
                await caller.GetAsync(
                    $"/v1/performance?from=2026-01-01&to=2026-12-31&office={Hosts.Api.Donghu}".Replace(
                        "2026",
                        Year,
                        StringComparison.Ordinal
                    )
                )
            ).Expect(HttpStatusCode.OK);
            var office = Assert.Single(answer.Json["offices"]!.AsArray())!;
            Assert.Equal(Hosts.Api.Donghu, (string?)office["office"]);
            var first = office["duties"]!.AsArray().Single(duty => (string?)duty!["kind"] == "firstContact")!;
            Assert.True((long)first["inTime"]! >= 1);
            Assert.InRange((double)first["onTimeRate"]!, 0.0001, 1);
            Assert.NotNull(first["medianDays"]);
            Assert.True((long)office["contacts"]! > (long)office["reached"]!);
            Assert.InRange((double)office["contactRate"]!, 0.0001, 0.9999);
            Assert.True((long)office["refusals"]!["4"]! >= 1);
            Assert.DoesNotContain(person, answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "query.from query.to")]
    [InlineData("?from=2026-02-30&to=2026-03-01", "query.from")]
    [InlineData("?from=2026-03-01&to=2026-02-28", "query.to")]
    [InlineData("?from=2026-01-01&to=2027-01-02", "query.to")]
    public async Task The_days_must_be_there_and_in_order_and_not_too_many(string query, string fields)
    {
        var answer = (await supervisor.GetAsync("/v1/performance" + query)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(fields, string.Join(' ', answer.Json["errors"]!.AsArray().Select(error => (string?)error!["field"])));
    }

    [Fact]
    public async Task Out_of_reach_there_are_no_figures()
    {
        (await supervisor.GetAsync("/v1/performance?from=2026-01-01&to=2026-01-31&region=360000")).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );
        (await clerk.GetAsync("/v1/performance?from=2026-01-01&to=2026-01-31")).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
    }

    private static string Year =>
        TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
