using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Households;
using Grid.Grains.Interfaces.Persons;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Households;

/// <summary>A household over the API: entered, recognised by two persons, and looked at when a member finds work.</summary>
[Collection(OneHost.Name)]
public sealed class HouseholdTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Donghu));

    [Fact]
    public async Task It_is_entered_recognised_by_two_and_ends_when_somebody_has_looked_after_a_member_found_work()
    {
        var (one, two) = (await RegisteredAsync(), await RegisteredAsync());
        var made = (await clerk.PostAsync("/v1/households", Household([one, two], others: 1))).Expect(HttpStatusCode.Created);
        var at = made["href"]!;
        Assert.Equal(at, made.Headers["Location"]);
        Assert.Equal(["member", "member"], await StatesAsync(at));
        foreach (var person in (string[])[one, two])
            Assert.Equal(made["id"], (await clerk.GetAsync($"/v1/persons/{person}"))["householdId"]);

        // Proposed and confirmed by two, and shown at each member.
        (await clerk.PostAsync(at + "/recognition", Shown("1"))).ExpectProblem(HttpStatusCode.Conflict, "basis-not-enough");
        Assert.Equal("proposed", (await clerk.PostAsync(at + "/recognition", Shown())).Expect(HttpStatusCode.OK)["status"]);
        (await clerk.PostAsync(at + "/recognition/confirmation", null)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        (await supervisor.PostAsync(at + "/recognition/rejection", new { note = "再核" })).Expect(HttpStatusCode.OK);
        (await supervisor.PostAsync(at + "/recognition", Shown())).Expect(HttpStatusCode.OK);
        (await supervisor.PostAsync(at + "/recognition/confirmation", null)).ExpectProblem(HttpStatusCode.Conflict, "second-person-needed");
        var second = new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Donghu, "supervisor-second"));
        Assert.Equal("recognised", (await second.PostAsync(at + "/recognition/confirmation", null)).Expect(HttpStatusCode.OK)["status"]);
        var read = (await clerk.GetAsync($"/v1/persons/{two}/hardship")).Expect(HttpStatusCode.OK);
        Assert.Equal("recognised", (string?)read.Json["household"]!["status"]);

        // Work of one ends nothing by itself: there is a duty, and until then it is shown.
        (await clerk.PostAsync($"/v1/persons/{one}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal(["foundWork", "member"], await StatesAsync(at));
        (await clerk.PostAsync($"{at}/members/{Guid.NewGuid():N}/removal", new { note = "分户" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
        Assert.Contains("householdCheck", (await clerk.GetAsync($"/v1/persons/{one}/duties")).Text, StringComparison.Ordinal);
        (await clerk.PostAsync(at + "/check", new { ends = false, evidence = Evidence() })).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("householdCheck", (await clerk.GetAsync($"/v1/persons/{one}/duties")).Text, StringComparison.Ordinal);
        Assert.Equal("recognised", (await clerk.GetAsync(at))["status"]);
        (await clerk.PostAsync(at + "/check", new { ends = true, evidence = Evidence() })).Expect(HttpStatusCode.OK);
        Assert.Equal(
            ("ended", "former", "former"),
            ((await clerk.GetAsync(at))["status"], (await StatesAsync(at))[0], (await StatesAsync(at))[1])
        );
        Assert.Null((await clerk.GetAsync($"/v1/persons/{two}"))["householdId"]);
        (await clerk.PostAsync(at + "/check", new { ends = true, evidence = Evidence() })).ExpectProblem(
            HttpStatusCode.Conflict,
            "household-not-in-state"
        );

        // Who reads it is on the log; and the history says who did what.
        var history = (JsonArray)(await clerk.GetAsync(at)).Json["history"]!;
        Assert.Equal(
            ["entered", "proposed", "rejected", "proposed", "confirmed", "checked", "ended"],
            history.Select(entry => (string?)entry!["act"])
        );
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'households.read' AND $1 = ANY (person_ids)",
                Guid.Parse(two)
            ) > 0
        );
        Assert.Equal(0, await host.ScalarAsync<long>("SELECT count(*) FROM household_event WHERE evidence LIKE '%核查%'"));
    }

    [Fact]
    public async Task What_is_wrong_names_its_field_and_nothing_is_done()
    {
        var (one, two) = (await RegisteredAsync(), await RegisteredAsync());
        var elsewhere = new Hosts.Api(host, host.Token("clerk", "36042401"));
        var (foreign, _, _) = await People.RegisterAsync(elsewhere, People.Submission(office: "36042401"));
        Wrong("members", await clerk.PostAsync("/v1/households", new { members = Array.Empty<object>() }));
        Wrong("members[0].relationship", await clerk.PostAsync("/v1/households", Household([one], relationship: "8")));
        Wrong("members[0].personId", await clerk.PostAsync("/v1/households", Household(["x"])));
        Wrong("members[1].personId", await clerk.PostAsync("/v1/households", Household([one, one])));
        Wrong("others[0].count", await clerk.PostAsync("/v1/households", Household([one], others: 0)));

        // Of another region: as if the person were not there.
        var far = (await clerk.PostAsync("/v1/households", Household([one, foreign]))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Contains("members[1].personId", far.Text, StringComparison.Ordinal);
        var (left, _, _) = await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{left}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync("/v1/households", Household([one, left]))).ExpectProblem(
            HttpStatusCode.Conflict,
            "household-member-not-registered"
        );
        Assert.Null((await clerk.GetAsync($"/v1/persons/{one}"))["householdId"]);

        // In two households.
        var at = (await clerk.PostAsync("/v1/households", Household([one]))).Expect(HttpStatusCode.Created)["href"]!;
        (await clerk.PostAsync("/v1/households", Household([two, one]))).ExpectProblem(HttpStatusCode.Conflict, "in-other-household");
        Wrong("personId", await clerk.PostAsync(at + "/members", new { personId = one, relationship = "1" }));
        (await clerk.PostAsync(at + "/members", new { personId = two, relationship = "1" })).Expect(HttpStatusCode.OK);
        (await elsewhere.GetAsync(at)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await clerk.PostAsync($"{at}/members/{one}/removal", new { note = "分户" })).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync("/v1/households", Household([one]))).Expect(HttpStatusCode.Created);
        Assert.Equal(["former", "member"], await StatesAsync(at));
    }

    [Fact]
    public async Task The_same_request_again_makes_up_for_what_was_interrupted()
    {
        var (one, two) = (await RegisteredAsync(), await RegisteredAsync());
        var (key, body) = (Guid.NewGuid().ToString(), Household([one, two]));
        var at = (await clerk.PostAsync("/v1/households", body, key)).Expect(HttpStatusCode.Created)["href"]!;

        // As if the process had died between the table and the second record.
        var household = (
            await host
                .Services.GetRequiredService<IHouseholds>()
                .FindAsync(Guid.ParseExact(at[^32..], "N"), TestContext.Current.CancellationToken)
        )!;
        await host
            .Services.GetRequiredService<IGrainFactory>()
            .SendAsync(
                PersonId.Parse(two),
                new CommandRequest<LeaveHousehold>(new CommandContext(Actor.Register, null, [], null), new LeaveHousehold(household.Name))
            );
        Assert.Equal(["member", "pending"], (await StatesAsync(at)).Order());
        (await clerk.PostAsync(at + "/recognition/confirmation", null)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        var again = (await clerk.PostAsync("/v1/households", body, key)).Expect(HttpStatusCode.Created);
        Assert.Equal((at, "true"), (again["href"], again.Headers["Idempotent-Replay"]));
        Assert.Equal(["member", "member"], await StatesAsync(at));
        Assert.Equal(1, await host.ScalarAsync<long>("SELECT count(*) FROM household_member WHERE person_id = $1", Guid.Parse(two)));
    }

    private static object Household(string[] members, int? others = null, string relationship = "0") =>
        new
        {
            members = members.Select((person, i) => new { personId = person, relationship = i == 0 ? relationship : "1" }),
            others = others is { } count ? new[] { new { relationship = "2", count } } : null,
        };

    private static object Shown(string basis = "3") => new { evidence = new { basis, note = "入户核查,均未就业" } };

    private static object Evidence() => new { basis = "3", note = "入户核查" };

    private static void Wrong(string field, Answer answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(field, (string?)answer.Json["errors"]![0]!["field"]);
    }

    private async Task<string> RegisteredAsync() => (await People.RegisterAsync(clerk)).Person;

    private async Task<string[]> StatesAsync(string at) =>
        [.. ((JsonArray)(await clerk.GetAsync(at)).Json["members"]!).Select(member => (string)member!["status"]!)];
}
