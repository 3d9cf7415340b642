using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Applications;

[Collection(OneHost.Name)]
public sealed class ProgressTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api anybody = new(host, null);

    [Fact]
    public async Task Three_labels_and_the_reason_in_words()
    {
        var number = People.Number();
        var receipt = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created)["applicationNumber"]!;
        var first = (await AskAsync(receipt, number)).Expect(HttpStatusCode.OK);
        Assert.Equal(("待审核", "Waiting"), (first["label"], first["labelEn"]));
        Assert.NotNull(first["due"]);
        Assert.Equal(Hosts.Api.Donghu, (string?)first.Json["office"]!["code"]);

        (await clerk.PostAsync($"/v1/applications/{receipt}/verifications", People.Check("outOfWork", "contradicted").ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal("审核中", (await AskAsync(receipt, number))["label"]);
        (await clerk.PostAsync($"/v1/applications/{receipt}/refusal", new { reason = "4" })).Expect(HttpStatusCode.OK);
        var last = await AskAsync(receipt, number);
        Assert.Equal(("已审核", "notApproved", "经核实处于就业状态"), (last["label"], last["result"], last["notApprovedBecause"]));
    }

    [Fact]
    public async Task Unknown_and_mismatched_get_the_same_answer()
    {
        var number = People.Number();
        var receipt = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created)["applicationNumber"]!;
        var unknown = Grid.Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 1, 5), 77).Value;
        Answer[] answers = [await AskAsync(receipt, People.Number()), await AskAsync(unknown, number), await AskAsync(unknown, People.Number())];
        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.NotFound, "progress-not-found"));
        Assert.Single(answers.Select(answer => answer.Text.Replace(answer["traceId"]!, "", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task One_receipt_cannot_be_tried_again_and_again()
    {
        var receipt = Grid.Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 1, 6), 78).Value;
        for (var i = 0; i < 5; i++)
        {
            (await AskAsync(receipt, People.Number())).Expect(HttpStatusCode.NotFound);
        }

        var refused = (await AskAsync(receipt, People.Number())).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.True(refused.Headers.ContainsKey("Retry-After"));
    }

    private Task<Answer> AskAsync(string receiptNumber, string identityNumber) => anybody.PostAsync("/v1/progress", new { receiptNumber, identityNumber });
}
