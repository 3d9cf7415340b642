using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Worklists;

[Collection(OneHost.Name)]
public sealed class WorklistTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api second = new(host, host.Token("clerk", Hosts.Api.Donghu, "second"));
    private readonly Hosts.Api other = new(host, host.Token("clerk", Hosts.Api.Nanchang));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Nanchang));

    [Fact]
    public async Task An_application_and_then_a_first_contact_is_on_the_office_s_list_and_its_supervisor_s_and_nobody_else_s()
    {
        var submitted = (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);
        var person = submitted["personId"]!;
        Assert.Equal("review", (string?)(await RowAsync(clerk, "review", person))!["key"]);
        (
            await clerk.PostAsync(
                $"/v1/applications/{submitted["applicationNumber"]}/verifications",
                People.Check("identity", "confirmed").ToJsonString()
            )
        ).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync($"/v1/applications/{submitted["applicationNumber"]}/approval", null)).Expect(HttpStatusCode.Created);
        Assert.Null(await RowAsync(clerk, "review", person));

        var row = (await RowAsync(clerk, "firstContact", person))!;
        Assert.Equal(("王*", Hosts.Api.Donghu, "free"), ((string?)row["name"], (string?)row["office"], (string?)row["claim"]));
        Assert.Equal(
            ["persons.contact", "persons.service", "persons.policy", "duties.claim", "duties.snooze"],
            row["actions"]!.AsArray().Select(action => (string)action!)
        );
        Assert.NotNull(await RowAsync(supervisor, "firstContact", person));
        Assert.Null(await RowAsync(other, "firstContact", person));

        var before = await clerk.CountAsync("firstContact");
        (await clerk.ContactAsync(person)).Expect(HttpStatusCode.OK);
        Assert.Null(await RowAsync(clerk, "firstContact", person));
        Assert.Equal(before - 1, await clerk.CountAsync("firstContact"));
    }

    /// <summary>
    /// On a registration and on an open application: the office that holds the case answers, and the actions that the entry names work.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transfer_request_is_on_the_list_of_the_office_that_has_the_case_until_it_is_answered(bool registered)
    {
        var submission = People.Submission();
        string person,
            number;
        if (registered)
        {
            (person, number, _) = await People.RegisterAsync(clerk, submission);
        }
        else
        {
            var submitted = (await clerk.PostAsync("/v1/applications", submission.ToJsonString())).Expect(HttpStatusCode.Created);
            (person, number) = (submitted["personId"]!, submitted["applicationNumber"]!);
        }

        var before = await clerk.CountAsync("transferRequest");
        var asked = (await other.PostAsync("/v1/applications", submission.ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal("transferRequested", asked["outcome"]);
        Assert.Equal(before + 1, await clerk.CountAsync("transferRequest"));

        var row = (await RowAsync(clerk, "transferRequest", person))!;
        Assert.Equal(
            ($"transferRequest:{asked["reference"]}", Hosts.Api.Donghu, "free"),
            ((string?)row["key"], (string?)row["office"], (string?)row["claim"])
        );
        Assert.Equal(
            [
                "persons.transfer",
                "persons.decline-transfer",
                "applications.transfer",
                "applications.decline-transfer",
                "duties.claim",
                "duties.snooze",
            ],
            Actions(row)
        );
        Assert.Null(await RowAsync(other, "transferRequest", person));

        var declaration = new { declaration = new { basis = "1", note = "本人当面说明继续在原机构办理" } };
        var address = registered ? $"/v1/persons/{person}" : $"/v1/applications/{number}";
        Assert.Equal(
            "transferDeclined",
            (await clerk.PostAsync($"{address}/transfer-requests/{asked["reference"]}/decline", declaration)).Expect(HttpStatusCode.OK)[
                "outcome"
            ]
        );
        Assert.Null(await RowAsync(clerk, "transferRequest", person));
        Assert.Equal(before, await clerk.CountAsync("transferRequest"));
    }

    [Fact]
    public async Task Lists_and_counts_agree_by_bucket()
    {
        await People.RegisterAsync(clerk);
        var counts = (await clerk.GetAsync("/v1/worklists")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.Equal(Enum.GetValues<Domain.Persons.DutyKind>().Length, counts.Count);
        foreach (var count in counts)
        {
            foreach (var bucket in (string[])["overdue", "today", "week", "later"])
            {
                var rows = await clerk.RowsAsync((string)count!["kind"]!, $"bucket={bucket}&pageSize=200");
                Assert.Equal((long)count[bucket]!, rows.Count);
                Assert.All(rows, row => Assert.Equal(bucket, (string?)row["bucket"]));
            }
        }
    }

    [Fact]
    public async Task Numbers_by_region_and_by_office_add_up_to_those_of_the_region()
    {
        await People.RegisterAsync(clerk);
        var city = (await supervisor.GetAsync("/v1/worklists/regions/360100")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("南昌市", (string?)city["name"]);
        Assert.All(city["areas"]!.AsArray(), area => Assert.False((bool)area!["isOffice"]!));
        var firstContacts = Total(city["kinds"]!, "firstContact");
        Assert.Equal(firstContacts, city["areas"]!.AsArray().Sum(area => Total(area!["kinds"]!, "firstContact")));
        Assert.Equal(await supervisor.CountAsync("firstContact"), firstContacts);

        var county = (await supervisor.GetAsync("/v1/worklists/regions/360102")).Expect(HttpStatusCode.OK).Json;
        var office = county["areas"]!.AsArray().Single(area => (string?)area!["code"] == Hosts.Api.Donghu)!;
        Assert.True((bool)office["isOffice"]!);
        Assert.Equal(await clerk.CountAsync("firstContact"), Total(office["kinds"]!, "firstContact"));
        (await supervisor.GetAsync("/v1/worklists/regions/360200")).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        (await supervisor.GetAsync("/v1/worklists/regions/nonsense")).Expect(HttpStatusCode.BadRequest);

        static long Total(JsonNode kinds, string kind) => (long)kinds.AsArray().Single(one => (string?)one!["kind"] == kind)!["total"]!;
    }

    [Fact]
    public async Task Pages_hold_every_duty_once_the_earliest_first()
    {
        for (var i = 0; i < 5; i++)
            await People.RegisterAsync(clerk);

        var whole = await clerk.RowsAsync("firstContact");
        var paged = await clerk.RowsAsync("firstContact", "pageSize=2");
        Assert.Equal(whole.Select(Of), paged.Select(Of));
        Assert.Equal(paged.Count, paged.DistinctBy(Of).Count());
        Assert.Equal(whole.Select(row => (string)row["due"]!).Order(StringComparer.Ordinal), whole.Select(row => (string)row["due"]!));
        (await clerk.GetAsync("/v1/worklists/firstContact?cursor=bm9uZQ")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task A_claim_shows_who_holds_it_and_what_each_may_do()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await clerk.ClaimAsync(person, "firstContact")).Expect(HttpStatusCode.OK);
        var (mine, taken, above) = (
            await RowAsync(clerk, "firstContact", person),
            await RowAsync(second, "firstContact", person),
            await RowAsync(supervisor, "firstContact", person)
        );
        Assert.Equal(("mine", "taken", "taken"), ((string?)mine!["claim"], (string?)taken!["claim"], (string?)above!["claim"]));
        Assert.Contains("duties.release", Actions(mine));
        Assert.DoesNotContain("duties.claim", Actions(taken));
        Assert.DoesNotContain("duties.release", Actions(taken));
        Assert.Contains("duties.release", Actions(above));
        Assert.Contains(await clerk.RowsAsync("firstContact", "mine=true&pageSize=200"), row => (string?)row["personId"] == person);
        Assert.DoesNotContain(await second.RowsAsync("firstContact", "mine=true&pageSize=200"), row => (string?)row["personId"] == person);
        Assert.DoesNotContain(await second.RowsAsync("firstContact", "unclaimed=true&pageSize=200"), row =>
            (string?)row["personId"] == person
        );
    }

    [Fact]
    public async Task What_is_put_off_is_off_the_list_until_its_day()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var due = (string)(await clerk.DutyAsync(person, "firstContact"))["due"]!;
        (await clerk.PostAsync($"/v1/persons/{person}/duties/firstContact/snooze", new { until = due, note = "本人约定再联系" })).Expect(
            HttpStatusCode.OK
        );
        Assert.Null(await RowAsync(clerk, "firstContact", person));
        Assert.Contains("firstContact", await clerk.DutiesAsync(person));
    }

    [Fact]
    public async Task One_office_or_region_within_reach_and_none_out_of_it()
    {
        await People.RegisterAsync(clerk);
        Assert.Equal(await clerk.CountAsync("firstContact"), await supervisor.CountAsync("firstContact", $"?office={Hosts.Api.Donghu}"));
        Assert.True(await supervisor.CountAsync("firstContact", "?region=360102") >= await clerk.CountAsync("firstContact"));
        foreach (var query in (string[])[$"office={Hosts.Api.Province}", "region=360000"])
        {
            (await supervisor.GetAsync($"/v1/worklists?{query}")).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
            (await supervisor.GetAsync($"/v1/worklists/review?{query}")).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        }

        (await clerk.GetAsync($"/v1/worklists?office={Hosts.Api.Nanchang}")).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
    }

    [Fact]
    public async Task What_was_escalated_is_on_the_list_of_the_supervisors_it_went_to()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        await host.ScalarAsync<object>(
            "UPDATE duty SET due = '2026-01-05', escalated_to = $2 WHERE person_id = $1::uuid AND key = 'firstContact'",
            person,
            Hosts.Api.Nanchang
        );
        var row = (await supervisor.RowsAsync("firstContact", "escalated=true&bucket=overdue&pageSize=200")).Single(row =>
            (string?)row["personId"] == person
        );
        Assert.Equal(
            (Hosts.Api.Nanchang, "overdue", "2026-01-05"),
            ((string?)row["escalatedTo"], (string?)row["bucket"], (string?)row["due"])
        );
        Assert.DoesNotContain("duties.snooze", Actions(row));
        var province = new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province));
        Assert.DoesNotContain(await province.RowsAsync("firstContact", "escalated=true&pageSize=200"), one =>
            (string?)one["personId"] == person
        );
        Assert.Contains(await province.RowsAsync("firstContact"), one => (string?)one["personId"] == person);
    }

    [Theory]
    [InlineData("review?bucket=soon", "query.bucket")]
    [InlineData("review?mine=yes", "query.mine")]
    [InlineData("review?mine=true&unclaimed=true", "query.unclaimed")]
    [InlineData("review?office=99999901", "query.office")]
    [InlineData("review?region=990000", "query.region")]
    [InlineData("review?office=36010201&region=360102", "query.region")]
    [InlineData("review?sort=name", "query.sort")]
    public async Task A_query_that_is_none_is_named(string query, string field) =>
        Assert.Equal(
            field,
            (await clerk.GetAsync($"/v1/worklists/{query}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request").Field()
        );

    [Fact]
    public async Task A_list_of_no_kind_is_not_found_and_says_which_there_are()
    {
        var answer = (await clerk.GetAsync("/v1/worklists/everything")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Contains("followUp", answer.Json["allowed"]!.AsArray().Select(kind => (string)kind!));
    }

    [Fact]
    public async Task A_list_is_one_entry_on_the_access_log_with_the_persons_on_it()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        await RowAsync(clerk, "firstContact", person);
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'worklists.read' AND $1::uuid = ANY(person_ids)",
                person
            ) >= 1
        );
    }

    private static async Task<JsonNode?> RowAsync(Hosts.Api caller, string kind, string person) =>
        (await caller.RowsAsync(kind)).SingleOrDefault(row => (string?)row["personId"] == person);

    private static IEnumerable<string> Actions(JsonNode row) => row["actions"]!.AsArray().Select(action => (string)action!);

    private static (string, string) Of(JsonNode row) => ((string)row["personId"]!, (string)row["key"]!);
}
