using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Reports;

/// <summary>A report over REST, from the draft to the submission.</summary>
[Collection(OneHost.Name)]
public sealed class ReportTests(ApiHost host)
{
    private const string Leaf = "360123";

    private readonly Hosts.Api statistician = host.Statistician();

    private static string Path => $"/v1/reports/{ReportCalls.Over}/{Leaf}";

    private static string Denominator(long employed) =>
        $$"""
            {"urbanEmployed": {{employed}}, "source": "县统计局", "asOf": "{{ReportCalls.Over.Month.Year
                - 1}}-12-31", "estimatedFromYearEnd": true}
            """;

    [Fact]
    public async Task A_report_is_checked_and_submitted_once()
    {
        var line = (await statistician.GetAsync($"/v1/reports?period={ReportCalls.Over}&region={Leaf}")).Expect(HttpStatusCode.OK).Json[
            "items"
        ]![0]!;
        Assert.Equal(("draft", Path), ((string?)line["status"], (string?)line["href"]));
        Assert.NotNull(line["deadline"]);

        var draft = (await statistician.GetAsync(Path)).Expect(HttpStatusCode.OK);
        Assert.Equal(("draft", "denominatorNotEntered"), (draft["status"], (string?)draft.Json["report"]!["rate"]!["missing"]));
        (await statistician.PostAsync(Path + "/submission", "{}")).ExpectProblem(HttpStatusCode.Conflict, "report-not-checked");
        (await statistician.GetAsync($"/v1/denominators/{ReportCalls.Over}/{Leaf}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");

        var denominators = $"/v1/denominators/{ReportCalls.Over}/{Leaf}";
        var key = Guid.NewGuid().ToString();
        var entered = (await statistician.PutAsync(denominators, Denominator(268_400), key)).Expect(HttpStatusCode.OK);
        Assert.Equal(entered.Text, (await statistician.PutAsync(denominators, Denominator(268_400), key)).Expect(HttpStatusCode.OK).Text);
        var listed = (await statistician.GetAsync($"/v1/denominators?region={Leaf[..4]}00&from={ReportCalls.Over}&to={ReportCalls.Over}"))
            .Expect(HttpStatusCode.OK)
            .Json["items"]!.AsArray();
        Assert.Equal(268_400, (long)listed.Single(one => (string?)one!["region"] == Leaf)!["urbanEmployed"]!);
        (await statistician.GetAsync("/v1/denominators")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await statistician.PutAsync(denominators, Denominator(1), key)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "idempotency-key-reused"
        );
        Assert.Equal(entered.Text, (await statistician.GetAsync(denominators)).Expect(HttpStatusCode.OK).Text);

        var good = await statistician.CheckedAsync(Path);
        Assert.Equal(("checked", "0.00"), (good["status"], good.Json["report"]!["rate"]!["percent"]!.ToJsonString()));
        Assert.True((bool)good.Json["check"]!["passed"]! && (bool)good.Json["check"]!["current"]!);
        Assert.Equal(10, good.Json["check"]!["checks"]!.AsArray().Count);
        Assert.Contains(good.Json["check"]!["checks"]!.AsArray(), check =>
            (string?)check!["check"] == "platform" && (string?)check["result"] == "noted"
        );

        // The denominator is part of what was checked.
        var before = (await statistician.GetAsync(denominators)).Headers["ETag"];
        (await statistician.PutAsync(denominators, Denominator(268_500), ifMatch: before)).Expect(HttpStatusCode.OK);
        var late = (await statistician.PutAsync(denominators, Denominator(268_600), ifMatch: before)).ExpectProblem(
            HttpStatusCode.PreconditionFailed,
            "version-changed"
        );
        var now = (await statistician.GetAsync(denominators)).Expect(HttpStatusCode.OK);
        Assert.Equal(("268500", now.Headers["ETag"]), (now["urbanEmployed"], late.Headers["ETag"]));
        (await statistician.PostAsync(Path + "/submission", "{}")).ExpectProblem(HttpStatusCode.Conflict, "report-changed");
        var digest = (await statistician.CheckedAsync(Path))["digest"]!;
        var other = (await statistician.PostAsync(Path + "/submission", $$"""{"digest": "{{new string('0', 64)}}"}""")).ExpectProblem(
            HttpStatusCode.Conflict,
            "report-changed"
        );
        Assert.Equal("digest", (string?)other.Json["errors"]![0]!["field"]);

        // The digest is the report's version.
        var tag = (await statistician.GetAsync(Path)).Headers["ETag"];
        Assert.Equal($"\"{digest}\"", tag);
        var stale = (await statistician.PostAsync(Path + "/submission", "{}", ifMatch: $"\"{new string('0', 64)}\"")).ExpectProblem(
            HttpStatusCode.PreconditionFailed,
            "version-changed"
        );
        Assert.Equal((tag, digest), (stale.Headers["ETag"], stale["version"]));

        key = Guid.NewGuid().ToString();
        var body = $$"""{"digest": "{{digest}}"}""";
        var submitted = (await statistician.PostAsync(Path + "/submission", body, key, ifMatch: tag)).Expect(HttpStatusCode.Created);
        Assert.Equal(("submitted", digest, Path), (submitted["status"], submitted["digest"], submitted.Headers["Location"]));
        var repeat = (await statistician.PostAsync(Path + "/submission", body, key)).Expect(HttpStatusCode.Created);
        Assert.Equal((submitted.Text, "true"), (repeat.Text, repeat.Headers["Idempotent-Replay"]));
        Assert.Equal(
            digest,
            (string?)(await statistician.GetAsync("/v1/commands/" + key)).Expect(HttpStatusCode.OK).Json["answer"]!["digest"]
        );

        // From now on it stays.
        (await statistician.PostAsync(Path + "/submission", body)).ExpectProblem(HttpStatusCode.Conflict, "report-submitted");
        (await statistician.PostAsync(Path + "/check", null)).ExpectProblem(HttpStatusCode.Conflict, "report-submitted");
        (await statistician.PutAsync(denominators, Denominator(300_000))).ExpectProblem(HttpStatusCode.Conflict, "report-submitted");
        var read = (await statistician.GetAsync(Path)).Expect(HttpStatusCode.OK);
        Assert.Equal(("submitted", digest), (read["status"], read["digest"]));
        line = (await statistician.GetAsync($"/v1/reports?region={Leaf}")).Expect(HttpStatusCode.OK).Json["items"]![0]!;
        Assert.Equal(("submitted", false, digest), ((string?)line["status"], (bool)line["overdue"]!, (string?)line["digest"]));
    }

    [Fact]
    public async Task The_list_has_every_region_below_and_pages()
    {
        var first = (await statistician.GetAsync("/v1/reports?pageSize=100")).Expect(HttpStatusCode.OK);
        var total = (long)first.Json["total"]!;
        Assert.True(total > 100);
        var next = (await statistician.GetAsync($"/v1/reports?pageSize=100&cursor={first["next"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(total, first.Json["items"]!.AsArray().Count + next.Json["items"]!.AsArray().Count);
        Assert.Equal("360000", (string?)first.Json["items"]![0]!["region"]);

        var supervisor = new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Nanchang));
        var own = (await supervisor.GetAsync("/v1/reports")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.All(own, line => Assert.StartsWith("3601", (string?)line!["region"], StringComparison.Ordinal));
    }
}
