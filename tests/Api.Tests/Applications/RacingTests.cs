using System.Net;
using System.Text.Json;
using Grid.Api.Tests.Hosts;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Applications;

[Collection(OneHost.Name)]
public sealed class RacingTests(ApiHost host)
{
    private const int Many = 50;

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task Fifty_submissions_from_one_office_are_one_application_and_49_times_its_receipt()
    {
        var body = People.Submission().ToJsonString();
        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => clerk.PostAsync("/v1/applications", body)));
        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.Created && answer["outcome"] == "submitted"));
        Assert.Equal(Many - 1, answers.Count(answer => answer.Status == HttpStatusCode.OK && answer["outcome"] == "applicationExists"));
        Assert.Single(answers.Select(answer => answer["applicationNumber"]).Distinct());
        Assert.Equal(
            1L,
            await host.ScalarAsync<long>("SELECT count(*) FROM application WHERE number = $1", answers[0]["applicationNumber"]!)
        );
    }

    [Fact]
    public async Task From_many_offices_there_is_one_application_and_a_transfer_request_for_each_other_office_once()
    {
        var offices = host
            .Services.GetRequiredService<IReferenceData>()
            .Offices.All.Select(office => office.Code.Value)
            .Take(Many)
            .ToArray();
        var number = People.Number();
        var requests = offices
            .SelectMany(office => Enumerable.Repeat(office, 2))
            .Select(office =>
                new Hosts.Api(host, host.Token("clerk", office)).PostAsync(
                    "/v1/applications",
                    People.Submission(number, office).ToJsonString()
                )
            );
        var answers = await Task.WhenAll(requests);
        var submitted = Assert.Single(answers, answer => answer["outcome"] == "submitted");
        var winner = submitted["office"]!;
        Assert.Equal(1, answers.Count(answer => answer["outcome"] == "applicationExists"));
        var asked = answers.Where(answer => answer["outcome"] == "transferRequested").ToList();
        Assert.Equal(2 * (offices.Length - 1), asked.Count);
        Assert.Equal(offices.Length - 1, asked.DistinctBy(answer => answer["reference"]).Count());

        var read = (
            await new Hosts.Api(host, host.Token("clerk", winner)).GetAsync($"/v1/applications/{submitted["applicationNumber"]}")
        ).Expect(HttpStatusCode.OK);
        Assert.Equal(
            offices.Where(office => office != winner).Order(StringComparer.Ordinal),
            read.Json["transferRequests"]!.AsArray().Select(request => (string)request!["toOffice"]!).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task One_key_fifty_times_is_one_effect_and_the_same_bytes()
    {
        var key = Guid.NewGuid().ToString();
        var body = People.Submission().ToJsonString();
        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => clerk.PostAsync("/v1/applications", body, key)));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal(Many - 1, answers.Count(answer => answer.Headers.ContainsKey("Idempotent-Replay")));
        Assert.Equal(
            1L,
            await host.ScalarAsync<long>(
                "SELECT count(DISTINCT commit_id) FROM journal WHERE person_id = $1::uuid",
                answers[0]["personId"]!
            )
        );

        Assert.Equal(answers[0].Text, (await clerk.GetAsync($"/v1/commands/{key}")).Expect(HttpStatusCode.OK).Text);
        var other = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu, "somebody-else"));
        (await other.GetAsync($"/v1/commands/{key}")).ExpectProblem(HttpStatusCode.NotFound, "command-not-known");
    }

    [Fact]
    public async Task The_key_stands_for_the_request_however_it_is_laid_out()
    {
        var key = Guid.NewGuid().ToString();
        var body = People.Submission();
        var first = (await clerk.PostAsync("/v1/applications", body.ToJsonString(), key)).Expect(HttpStatusCode.Created);
        var again = (
            await clerk.PostAsync("/v1/applications", body.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), key)
        ).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, again.Text);
        body["name"] = "王大明";
        (await clerk.PostAsync("/v1/applications", body.ToJsonString(), key)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "idempotency-key-reused"
        );
        (await clerk.PostAsync($"/v1/applications/{first["applicationNumber"]}/approval", null, key)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "idempotency-key-reused"
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("with blank")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_write_without_a_good_key_is_refused(string? key)
    {
        var answer = (await clerk.SendAsync(HttpMethod.Post, "/v1/applications", People.Submission().ToJsonString(), key)).ExpectProblem(
            HttpStatusCode.BadRequest,
            "idempotency-key-needed"
        );
        Assert.Equal("header.Idempotency-Key", (string?)answer.Json["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task A_repeat_after_the_case_went_on_still_gets_its_first_answer_and_a_late_command_hits_nothing_newer()
    {
        var number = People.Number();
        var submitted = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(
            HttpStatusCode.Created
        )["applicationNumber"]!;
        var withdrawal = $$"""{ "declaration": { "basis": "1" } }""";
        var key = Guid.NewGuid().ToString();
        var first = (await clerk.PostAsync($"/v1/applications/{submitted}/withdrawal", withdrawal, key)).Expect(HttpStatusCode.OK);
        var newer = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created)[
            "applicationNumber"
        ]!;
        Assert.NotEqual(submitted, newer);
        Assert.Equal(
            first.Text,
            (await clerk.PostAsync($"/v1/applications/{submitted}/withdrawal", withdrawal, key)).Expect(HttpStatusCode.OK).Text
        );
        (await clerk.PostAsync($"/v1/applications/{submitted}/withdrawal", withdrawal)).ExpectProblem(
            HttpStatusCode.Conflict,
            "not-current-case"
        );
        Assert.Equal("submitted", (await clerk.GetAsync($"/v1/applications/{newer}"))["status"]);
    }
}
