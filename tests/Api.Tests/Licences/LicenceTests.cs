using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Api.Tests.Matters;
using Grid.MatterSimulator;
using Grid.Testing;

namespace Grid.Api.Tests.Licences;

/// <summary>Certificates as electronic licences, over HTTP: what the platform gets, and what operators see and do.</summary>
public sealed class LicenceTests(MatterHost host) : IClassFixture<MatterHost>
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api operators = new(host, host.Token("operator"));
    private readonly Hosts.Api elsewhere = new(host, host.Token("supervisor", "36042401"));
    private readonly Hosts.Api anyone = new(host, null);

    [Fact]
    public async Task A_certificate_that_the_person_prints_and_the_next_one_from_the_office_arrive_with_their_holder()
    {
        await host.FailAsync(new Faults(ErrorRate: 0.25, LostAnswerRate: 0.25));
        var number = People.Number();
        var (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(number));
        (await anyone.PostAsync("/v1/own-certificate", new { receiptNumber = application, identityNumber = number })).Expect(
            HttpStatusCode.OK
        );
        await Wait.UntilAsync(() => host.Licences.Find(registration + "-01")?.Status == "valid", "the licence is there");
        Assert.Equal(number, host.Licences.Find(registration + "-01")!.Holder!.Value.GetProperty("number").GetString());
        (await clerk.PostAsync($"/v1/persons/{person}/certificate/revocation", new { note = "本人遗失" })).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync($"/v1/persons/{person}/certificate", null)).Expect(HttpStatusCode.OK);
        await Wait.UntilAsync(() => host.Licences.Find(registration + "-02")?.Status == "valid", "the next one is there");
        Assert.Equal(["issued", "revoked"], host.Licences.Find(registration + "-01")!.Events);
        Assert.All(host.Log.Lines, line => Assert.DoesNotContain(number, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_platform_rejects_is_on_the_operators_list_and_is_sent_again_or_settled()
    {
        await host.FailAsync(new Faults(RejectionRate: 1));
        var (sent, settled) = (await IssuedAsync(), await IssuedAsync());
        await Wait.UntilAsync(async () => await LineAsync(sent) is not null && await LineAsync(settled) is not null, "both are given up");
        await host.FailAsync(new Faults());
        var (first, second) = ((await LineAsync(sent))!, (await LineAsync(settled))!);
        Assert.Equal(("issued", "rejected: made-up"), (first["about"]!.ToString(), first["error"]!.ToString()));
        var list = (await operators.GetAsync("/v1/licence-items")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("王", list.Text, StringComparison.Ordinal);
        Assert.Empty((await elsewhere.GetAsync("/v1/licence-items")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray());

        var (resend, settle) = (first["resend"]!.ToString(), second["settlement"]!.ToString());
        (await elsewhere.PostAsync(resend, null)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await elsewhere.PostAsync(settle, new { byHand = true })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await operators.PostAsync(settle, new { })).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await operators.PostAsync("/v1/licence-items/x/settlement", new { byHand = true })).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        (await operators.PostAsync(resend, null)).Expect(HttpStatusCode.Accepted);
        (await operators.PostAsync(settle, new { byHand = false })).Expect(HttpStatusCode.Accepted);
        (await operators.PostAsync(settle, new { byHand = false })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        await Wait.UntilAsync(() => host.Licences.Find(sent + "-01")?.Status == "valid", "it arrives");
        Assert.Null(host.Licences.Find(settled + "-01"));
        Assert.Null(await LineAsync(settled));

        // The messages of matters are another list.
        Assert.DoesNotContain(
            sent,
            (await operators.GetAsync("/v1/matter-messages")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_operator_orders_a_backfill_and_sees_how_far_it_is()
    {
        Assert.Null((await operators.GetAsync("/v1/licence-backfill")).Expect(HttpStatusCode.OK).Json["latest"]);
        (await operators.PostAsync("/v1/licence-backfill", null)).Expect(HttpStatusCode.Accepted);
        var shown = (await operators.GetAsync("/v1/licence-backfill")).Expect(HttpStatusCode.OK);
        Assert.NotNull(shown.Json["latest"]!["orderedAt"]);
        Assert.Empty((await operators.GetAsync("/v1/licence-days")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray());
    }

    /// <summary>The number of a registration with a certificate.</summary>
    private async Task<string> IssuedAsync()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk, People.Submission(People.Number()));
        (await clerk.PostAsync($"/v1/persons/{person}/certificate", null)).Expect(HttpStatusCode.OK);
        return registration;
    }

    private async Task<JsonNode?> LineAsync(string registration) =>
        (await operators.GetAsync("/v1/licence-items?region=360102")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .FirstOrDefault(one => one!["registration"]!.ToString() == registration);
}
