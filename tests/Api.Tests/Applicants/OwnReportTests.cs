using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Applicants;

/// <summary>What a registered person does without a login.</summary>
[Collection(OneHost.Name)]
public sealed class OwnReportTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api anybody = new(host, null);

    [Fact]
    public async Task An_answer_over_the_link_is_a_contact_that_counts_and_ends_nothing()
    {
        var number = People.Number();
        var (person, receipt, registration) = await People.RegisterAsync(clerk, People.Submission(number));
        var answer = (await ReportAsync(receipt, number, stillLooking: false, foundWork: true)).Expect(HttpStatusCode.OK);
        Assert.Equal($$"""{"receiptNumber":"{{receipt}}","recorded":true}""", answer.Text);
        Assert.DoesNotContain("firstContact", await clerk.DutiesAsync(person));
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);
        Assert.Equal(
            "applicant",
            await host.ScalarAsync<string>(
                "SELECT actor_role FROM journal WHERE person_id = $1::uuid AND event = 'contactRecorded'",
                person
            )
        );
        Assert.Equal("ownReport", await host.ScalarAsync<string>("SELECT code FROM service_record WHERE person_id = $1::uuid", person));
    }

    [Fact]
    public async Task The_same_report_of_one_day_is_one_contact_and_so_is_one_key()
    {
        var number = People.Number();
        var (person, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        (await ReportAsync(receipt, number)).Expect(HttpStatusCode.OK);
        Assert.Equal("true", (await ReportAsync(receipt, number)).Expect(HttpStatusCode.OK).Headers["Idempotent-Replay"]);
        (await ReportAsync(receipt, number, key: "link-1")).Expect(HttpStatusCode.OK);
        Assert.Equal("true", (await ReportAsync(receipt, number, key: "link-1")).Expect(HttpStatusCode.OK).Headers["Idempotent-Replay"]);
        (await ReportAsync(receipt, number, note: "另一内容", key: "link-1")).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "idempotency-key-reused"
        );
        Assert.Equal(2L, await host.ScalarAsync<long>("SELECT count(*) FROM service_record WHERE person_id = $1::uuid", person));

        var other = People.Number();
        var (_, otherReceipt, _) = await People.RegisterAsync(clerk, People.Submission(other));
        Assert.False(
            (await ReportAsync(otherReceipt, other, key: "link-1")).Expect(HttpStatusCode.OK).Headers.ContainsKey("Idempotent-Replay")
        );
    }

    [Fact]
    public async Task Only_of_an_active_registration()
    {
        var number = People.Number();
        var receipt = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created)[
            "applicationNumber"
        ]!;
        (await ReportAsync(receipt, number)).ExpectProblem(HttpStatusCode.Conflict, "no-active-registration");

        var exited = People.Number();
        var (person, first, _) = await People.RegisterAsync(clerk, People.Submission(exited));
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        (await ReportAsync(first, exited)).ExpectProblem(HttpStatusCode.Conflict, "no-active-registration");
        var (_, second, _) = await People.RegisterAsync(clerk, People.Submission(exited));
        (await ReportAsync(first, exited)).ExpectProblem(HttpStatusCode.Conflict, "not-current-case");
        (await ReportAsync(second, exited)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_contradicts_itself_is_named()
    {
        var number = People.Number();
        var (_, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var both = (await ReportAsync(receipt, number, stillLooking: true, foundWork: true)).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.Equal(("foundWork", "contradicts"), (both.Field(), (string?)both.Json["errors"]![0]!["code"]));
        Assert.Equal(
            "note",
            (await ReportAsync(receipt, number, stillLooking: false)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request").Field()
        );
        (await ReportAsync(receipt, number, stillLooking: false, note: "在家照顾病人")).Expect(HttpStatusCode.OK);
        var bare = (await anybody.SendAsync(HttpMethod.Post, "/v1/own-report", "{}", null)).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.Equal(
            ["foundWork", "identityNumber", "receiptNumber", "stillLooking"],
            bare.Json["errors"]!.AsArray().Select(error => (string)error!["field"]!).Order(StringComparer.Ordinal)
        );
        (await ReportAsync(receipt, number, key: "with blank")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("/v1/own-report")]
    [InlineData("/v1/inbox")]
    public async Task Unknown_and_mismatched_get_the_same_answer_as_for_progress_and_count_with_it(string path)
    {
        var number = People.Number();
        var receipt = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created)[
            "applicationNumber"
        ]!;
        var unknown = Grid.Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 1, 7), path.Length).Value;
        Answer[] answers =
        [
            await AskAsync(path, receipt, People.Number()),
            await AskAsync(path, unknown, number),
            await AskAsync(path, unknown, People.Number()),
            await AskAsync("/v1/progress", unknown, number),
        ];
        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.NotFound, "progress-not-found"));
        Assert.Single(answers.Select(answer => answer.Text.Replace(answer["traceId"]!, "", StringComparison.Ordinal)).Distinct());

        // All of them count together.
        Assert.Equal(
            3,
            await host.ScalarAsync<int>("SELECT failures FROM failed_pair WHERE subject = $1 AND source = '*'", "r:" + unknown)
        );
    }

    private Task<Answer> AskAsync(string path, string receipt, string number) =>
        path == "/v1/own-report"
            ? ReportAsync(receipt, number)
            : anybody.PostAsync(path, new { receiptNumber = receipt, identityNumber = number });

    private Task<Answer> ReportAsync(
        string receipt,
        string number,
        bool stillLooking = true,
        bool foundWork = false,
        string? note = null,
        string? key = null
    ) =>
        anybody.SendAsync(
            HttpMethod.Post,
            "/v1/own-report",
            System.Text.Json.JsonSerializer.Serialize(
                new
                {
                    receiptNumber = receipt,
                    identityNumber = number,
                    stillLooking,
                    foundWork,
                    note,
                }
            ),
            key
        );
}
