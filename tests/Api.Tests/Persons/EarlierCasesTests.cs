using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Persons;

/// <summary>What an office sees of another one's case, after it has taken a new application with the number.</summary>
[Collection(OneHost.Name)]
public sealed class EarlierCasesTests(ApiHost host)
{
    private readonly Hosts.Api before = new(host, host.Token("clerk", Hosts.Api.Nanchang));
    private readonly Hosts.Api after = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task Until_the_identity_is_checked_it_sees_its_own_form_alone()
    {
        var number = People.Number();
        var (person, _, registration) = await People.RegisterAsync(before, People.Submission(number));
        (await before.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        (await before.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        var submitted = (await after.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(
            HttpStatusCode.Created
        );

        Assert.Empty(await ItemsAsync($"/v1/persons/{person}", "past"));
        Assert.All(await ItemsAsync($"/v1/persons/{person}/history", "items"), line =>
            Assert.Equal(Hosts.Api.Donghu, (string?)line!["office"])
        );
        (await after.GetAsync($"/v1/registrations/{registration}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.All(await ItemsAsync($"/v1/persons/{person}/looks", "items"), line =>
            Assert.Equal(Hosts.Api.Donghu, (string?)line!["office"])
        );

        var check = $"/v1/applications/{submitted["applicationNumber"]}/verifications";
        (await after.PostAsync(check, People.Check("identity", "contradicted").ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Empty(await ItemsAsync($"/v1/persons/{person}", "past"));

        (await after.PostAsync(check, People.Check("identity", "confirmed").ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Single(await ItemsAsync($"/v1/persons/{person}", "past"));
        Assert.Contains(await ItemsAsync($"/v1/persons/{person}/history", "items"), line => (string?)line!["office"] == Hosts.Api.Nanchang);
        (await after.GetAsync($"/v1/registrations/{registration}")).Expect(HttpStatusCode.OK);
        Assert.Contains(await ItemsAsync($"/v1/persons/{person}/looks", "items"), line => (string?)line!["office"] == Hosts.Api.Nanchang);
    }

    [Fact]
    public async Task The_receipt_of_a_new_application_opens_what_happened_since()
    {
        var number = People.Number();
        var (person, old, registration) = await People.RegisterAsync(before, People.Submission(number));
        (await before.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        (await before.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        var submitted = (await after.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(
            HttpStatusCode.Created
        );
        var receipt = submitted["applicationNumber"]!;

        // Who looked, and what can be objected to, name the earlier case and its office.
        foreach (var address in (string[])["/v1/own-access", "/v1/progress"])
        {
            var answer = await AskAsync(address, receipt, number);
            foreach (var earlier in (string[])[old, registration, Hosts.Api.Nanchang])
                Assert.DoesNotContain(earlier, answer.Text, StringComparison.Ordinal);
        }

        // The receipt of the earlier case is the person's, and opens as much as before.
        Assert.Contains(Hosts.Api.Nanchang, (await AskAsync("/v1/own-access", old, number)).Text, StringComparison.Ordinal);

        var check = $"/v1/applications/{receipt}/verifications";
        (await after.PostAsync(check, People.Check("identity", "confirmed").ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Contains(Hosts.Api.Nanchang, (await AskAsync("/v1/own-access", receipt, number)).Text, StringComparison.Ordinal);
        Assert.Contains(registration, (await AskAsync("/v1/progress", receipt, number)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_own_earlier_cases_are_not_hidden()
    {
        var number = People.Number();
        var (person, _, registration) = await People.RegisterAsync(after, People.Submission(number));
        (await after.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        (await after.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created);
        Assert.Single(await ItemsAsync($"/v1/persons/{person}", "past"));
        (await after.GetAsync($"/v1/registrations/{registration}")).Expect(HttpStatusCode.OK);
    }

    private async Task<Answer> AskAsync(string address, string receipt, string number) =>
        (await new Hosts.Api(host, null).PostAsync(address, new { receiptNumber = receipt, identityNumber = number })).Expect(
            HttpStatusCode.OK
        );

    private async Task<System.Text.Json.Nodes.JsonArray> ItemsAsync(string path, string member) =>
        (await after.GetAsync(path)).Expect(HttpStatusCode.OK).Json[member]!.AsArray();
}
