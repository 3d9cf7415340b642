using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Access;

/// <summary>A person asks who looked at the own data: by receipt and number, or through the office.</summary>
[Collection(OneHost.Name)]
public sealed class LooksTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api nobody = new(host, null);
    private readonly string curious = "curious-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Role_office_purpose_and_time_are_told_and_not_which_clerk()
    {
        var (number, name) = (People.Number(), "端木" + "甲乙丙丁"[Random.Shared.Next(4)] + "好");
        var (person, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number, name: name));
        (await clerk.PostAsync($"/v1/persons/{person}/reveal", """{"note":"核对本人出示的证件"}""")).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync($"/v1/persons/{person}/duties/firstContact/claim", new { hours = 1 })).Expect(HttpStatusCode.OK);
        await People.RegisterAsync(clerk, People.Submission(name: name));
        (await clerk.PostAsync("/v1/search", new { name })).Expect(HttpStatusCode.OK);
        (await clerk.GetAsync("/v1/worklists/firstContact?pageSize=200")).Expect(HttpStatusCode.OK);
        var other = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Nanchang, curious));
        (await other.PostAsync("/v1/search", new { identityNumber = number })).Expect(HttpStatusCode.OK);
        (await nobody.PostAsync("/v1/progress", new { receiptNumber = receipt, identityNumber = number })).Expect(HttpStatusCode.OK);

        var own = (await nobody.PostAsync("/v1/own-access", new { receiptNumber = receipt, identityNumber = number })).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal(
            [
                ("anonymous", null, "shown"),
                ("clerk", Hosts.Api.Nanchang, "outOfReach"),
                ("clerk", Hosts.Api.Donghu, "shown"),
                ("clerk", Hosts.Api.Donghu, "shown"),
                ("clerk", Hosts.Api.Donghu, "shown"),
            ],
            own.Json["items"]!.AsArray().Select(line => ((string)line!["role"]!, (string?)line["office"], (string)line["outcome"]!))
        );
        var revealed = own.Json["items"]![4]!;
        Assert.Equal("核对本人出示的证件", (string?)revealed["purpose"]);
        Assert.Equal("查看完整信息(须说明理由)", (string?)revealed["what"]!["zh"]);
        Assert.NotNull(revealed["officeName"]);
        Assert.NotNull(revealed["at"]);
        Assert.Null(own.Json["items"]![3]!["purpose"]);
        foreach (var secret in (string[])[curious, "test-clerk", number, person, "127.0.0.1"])
            Assert.DoesNotContain(secret, own.Text, StringComparison.Ordinal);

        // The question is a look too, and the office gets the same answer.
        var office = (await clerk.GetAsync($"/v1/persons/{person}/looks?pageSize=2")).Expect(HttpStatusCode.OK);
        Assert.Equal("anonymous", (string?)office.Json["items"]![0]!["role"]);
        Assert.Equal("本人查询谁看过自己的信息", (string?)office.Json["items"]![0]!["what"]!["zh"]);
        var next = (await clerk.GetAsync($"/v1/persons/{person}/looks?pageSize=2&cursor={Uri.EscapeDataString(office["next"]!)}")).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal(Hosts.Api.Nanchang, (string?)next.Json["items"]![0]!["office"]);
        (await other.GetAsync($"/v1/persons/{person}/looks")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Without_the_right_pair_nothing_is_told_and_the_person_sees_the_try()
    {
        var number = People.Number();
        var (_, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var guess = Grid.Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 1, 9), 815).Value;
        (await nobody.PostAsync("/v1/own-access", new { receiptNumber = guess, identityNumber = number })).ExpectProblem(
            HttpStatusCode.NotFound,
            "progress-not-found"
        );
        (
            await nobody.PostAsync(
                "/v1/own-access",
                new
                {
                    receiptNumber = receipt,
                    identityNumber = number,
                    cursor = "%",
                }
            )
        ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        var own = (await nobody.PostAsync("/v1/own-access", new { receiptNumber = receipt, identityNumber = number })).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal("pairFailed", (string?)own.Json["items"]![0]!["outcome"]);
    }
}
