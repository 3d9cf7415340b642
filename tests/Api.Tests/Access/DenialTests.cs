using System.Net;
using Grid.Api.Tests.Hosts;
using Grid.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Access;

/// <summary>Every denial is on the access log when its caller learns of it: who, from where, what, whom, and what became of it.</summary>
[Collection(OneHost.Name)]
public sealed class DenialTests(ApiHost host)
{
    private const string Counting =
        "SELECT coalesce(sum(times), 0) FROM access_log WHERE actor = $1 AND action = $2 AND outcome = $3 AND $4 = ANY(person_ids) AND address = '127.0.0.1'";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api auditor = new(host, host.Token("auditor"));
    private readonly string curious = "curious-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Who_looked_up_a_person_finds_the_curious_clerk_of_another_office()
    {
        var number = People.Number();
        var (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(number));
        var other = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Nanchang, curious));
        (await other.PostAsync("/v1/search", new { identityNumber = number })).Expect(HttpStatusCode.OK);
        (await other.PostAsync("/v1/search", new { registrationNumber = registration })).Expect(HttpStatusCode.OK);
        (await other.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.NotFound);
        (await other.PostAsync($"/v1/persons/{person}/reveal", """{"note":"好奇而已"}""")).Expect(HttpStatusCode.NotFound);
        (await other.GetAsync($"/v1/registrations/{registration}")).Expect(HttpStatusCode.NotFound);
        (await other.GetAsync($"/v1/applications/{application}")).Expect(HttpStatusCode.NotFound);
        (await other.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.Forbidden);
        (
            await other.PostAsync($"/v1/applications/{application}/transfer", new { toOffice = Hosts.Api.Nanchang, note = "本人申请" })
        ).Expect(HttpStatusCode.Forbidden);

        var found = (await auditor.GetAsync($"/v1/access-log?person={person}&actor={curious}&outcome=outOfReach")).Expect(
            HttpStatusCode.OK
        );
        var lines = found.Json["items"]!.AsArray();
        Assert.Equal(
            [
                "applications.transfer",
                "persons.exit",
                "applications.read",
                "registrations.read",
                "persons.reveal",
                "persons.read",
                "persons.search",
                "persons.search",
            ],
            lines.Select(line => (string)line!["action"]!)
        );
        Assert.All(lines, line =>
            Assert.Equal(
                (Hosts.Api.Nanchang, "127.0.0.1", "outOfReach", 1),
                ((string?)line!["office"], (string?)line["address"], (string?)line["outcome"], (int)line["times"]!)
            )
        );
    }

    [Fact]
    public async Task A_role_that_may_not_and_a_caller_without_a_token_are_named_with_the_person()
    {
        var person = Guid.NewGuid();
        var hotline = new Hosts.Api(host, host.Token("hotline", subject: curious));
        (await hotline.GetAsync($"/v1/persons/{person:N}")).Expect(HttpStatusCode.Forbidden);
        Assert.Equal(1, await host.ScalarAsync<long>(Counting, curious, "persons.read", "notAllowed", person));
        (await new Hosts.Api(host, null).GetAsync($"/v1/persons/{person:N}")).Expect(HttpStatusCode.Unauthorized);
        (await new Hosts.Api(host, "none.of.ours").GetAsync($"/v1/persons/{person:N}/history")).Expect(HttpStatusCode.Unauthorized);
        await FindAsync("persons.read", "notSignedIn", person);
        await FindAsync("persons.history", "notSignedIn", person);
    }

    [Fact]
    public async Task A_person_that_does_not_exist_and_an_applicants_wrong_pair_are_recorded()
    {
        var unknown = Guid.NewGuid();
        var other = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Nanchang, curious));
        (await other.GetAsync($"/v1/persons/{unknown:N}")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(1, await host.ScalarAsync<long>(Counting, curious, "persons.read", "notFound", unknown));

        var number = People.Number();
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var receipt = Grid.Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 1, 8), 4711).Value;
        foreach (var path in (string[])["/v1/progress", "/v1/inbox"])
        {
            (await new Hosts.Api(host, null).PostAsync(path, new { receiptNumber = receipt, identityNumber = number })).Expect(
                HttpStatusCode.NotFound
            );
        }

        await FindAsync("progress.read", "pairFailed", Guid.Parse(person));
        await FindAsync("inbox.read", "pairFailed", Guid.Parse(person));
    }

    [Fact]
    public async Task What_is_allowed_is_no_denial_and_an_unknown_command_is_none()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var own = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu, curious));
        (await own.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        (await own.GetAsync("/v1/commands/never-sent")).Expect(HttpStatusCode.NotFound);
        (await own.GetAsync("/v1/persons/none")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(
            "persons.read shown",
            await host.ScalarAsync<string>("SELECT string_agg(action || ' ' || outcome, ', ') FROM access_log WHERE actor = $1", curious)
        );
    }

    /// <summary>Strangers of other tests may have used up what is written singly: then it is part of a sum, which comes a little later.</summary>
    private async Task FindAsync(string action, string outcome, Guid person)
    {
        await host.Services.GetRequiredService<Grid.Api.Access.DenialLog>().FlushAsync();
        await Wait.UntilAsync(
            async () => await host.ScalarAsync<long>(Counting, "anonymous", action, outcome, person) > 0,
            $"{action} {outcome} is on the access log"
        );
    }
}
