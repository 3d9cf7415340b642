using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Applicants;

/// <summary>The person answers a transfer request without an office: the choice of place is the person's.</summary>
[Collection(OneHost.Name)]
public sealed class OwnTransferTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api other = new(host, host.Token("clerk", Hosts.Api.Nanchang));
    private readonly Hosts.Api anybody = new(host, null);

    [Fact]
    public async Task The_person_sees_who_asks_agrees_and_the_office_reads_the_case()
    {
        var number = People.Number();
        var (person, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var id = await AskAsync(number);
        var progress = (await PostAsync("/v1/progress", new { receiptNumber = receipt, identityNumber = number })).Expect(
            HttpStatusCode.OK
        );
        var request = Assert.Single(progress.Json["transferRequests"]!.AsArray())!;
        Assert.Equal((id, Hosts.Api.Nanchang), ((string?)request["id"], (string?)request["office"]!["code"]));
        Assert.NotNull((string?)request["answerableUntil"]);

        (await other.GetAsync($"/v1/persons/{person}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await AnswerAsync(receipt, number, id, agrees: true)).Expect(HttpStatusCode.OK);
        Assert.Equal("true", (await AnswerAsync(receipt, number, id, agrees: true)).Expect(HttpStatusCode.OK).Headers["Idempotent-Replay"]);
        (await other.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        Assert.Equal("granted", (await other.GetAsync($"/v1/persons/{person}/transfer-requests/{id}"))["status"]);
        Assert.Equal(
            "applicant",
            await host.ScalarAsync<string>(
                "SELECT actor_role FROM journal WHERE person_id = $1::uuid AND event = 'registrationTransferred'",
                person
            )
        );
    }

    [Fact]
    public async Task The_person_does_not_agree_and_cannot_answer_twice()
    {
        var number = People.Number();
        var (person, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var id = await AskAsync(number);
        (await AnswerAsync(receipt, number, id, agrees: false)).Expect(HttpStatusCode.OK);
        (await AnswerAsync(receipt, number, id, agrees: true)).ExpectProblem(HttpStatusCode.NotFound, "unknown-transfer-request");
        (await other.GetAsync($"/v1/persons/{person}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await PostAsync("/v1/own-transfer-answer", new { receiptNumber = receipt, identityNumber = number })).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
    }

    [Fact]
    public async Task Neither_another_receipt_nor_an_earlier_one_answers()
    {
        var number = People.Number();
        var (person, first, _) = await People.RegisterAsync(clerk, People.Submission(number));
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        await People.RegisterAsync(clerk, People.Submission(number));
        var id = await AskAsync(number);
        (await AnswerAsync(first, number, id, agrees: true)).ExpectProblem(HttpStatusCode.Conflict, "not-current-case");

        var (_, stranger, _) = await People.RegisterAsync(clerk, People.Submission(People.Number()));
        (await AnswerAsync(stranger, number, id, agrees: true)).ExpectProblem(HttpStatusCode.NotFound, "progress-not-found");
        Assert.Equal("open", (await other.GetAsync($"/v1/persons/{person}/transfer-requests/{id}"))["status"]);
    }

    private async Task<string> AskAsync(string number) =>
        (await other.PostAsync("/v1/applications", People.Submission(number, Hosts.Api.Nanchang).ToJsonString())).Expect(HttpStatusCode.OK)[
            "reference"
        ]!;

    private Task<Answer> AnswerAsync(string receipt, string number, string id, bool agrees) =>
        PostAsync(
            "/v1/own-transfer-answer",
            new
            {
                receiptNumber = receipt,
                identityNumber = number,
                requestId = id,
                agrees,
            }
        );

    private Task<Answer> PostAsync(string path, object body) =>
        anybody.SendAsync(HttpMethod.Post, path, System.Text.Json.JsonSerializer.Serialize(body), null);
}
