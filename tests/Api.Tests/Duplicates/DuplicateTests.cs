using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Testing;

namespace Grid.Api.Tests.Duplicates;

/// <summary>
/// Two records of one person, over HTTP on the real host: found by a run, shown side by side, decided by two persons, and linked.
/// </summary>
public sealed class DuplicateTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string City = "36010001";

    private static int day;

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Donghu, "supervisor-a"));
    private readonly Hosts.Api second = new(host, host.Token("supervisor", Hosts.Api.Donghu, "supervisor-b"));
    private readonly Hosts.Api elsewhere = new(host, host.Token("supervisor", "36010301", "supervisor-c"));
    private readonly Hosts.Api provinces = new(host, host.Token("operator"));

    [Fact]
    public async Task One_proposes_another_confirms_and_the_numbers_are_linked()
    {
        var (permit, citizen, name) = await TwoRecordsAsync();
        var pair = await FindAsync(permit, citizen);
        var href = (string)pair["href"]!;
        Assert.Equal(
            [name[..1] + "*", name[..1] + "*"],
            pair["persons"]!.AsArray().Select(person => (string)person!["name"]!).Select(text => text.Replace('陳', '陈'))
        );

        // Side by side, with the explanation, and on the access log for both.
        var shown = (await clerk.GetAsync(href)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, shown.Json["persons"]!.AsArray().Count);
        var parts = shown.Json["parts"]!.AsArray();
        Assert.Equal(
            (double)shown.Json["score"]!,
            parts.Sum(part => (double)part!["bits"]!),
            tolerance: 0.5 // Each is rounded.
        );
        Assert.Contains(parts, part => (string)part!["trait"]! == "name" && (string)part["zh"]! == "姓名相同");
        Assert.DoesNotContain("1381234", shown.Text, StringComparison.Ordinal);
        Assert.Equal(
            2L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'duplicates.read' AND (person_ids @> ARRAY[$1::uuid] OR person_ids @> ARRAY[$2::uuid])",
                Guid.Parse(permit),
                Guid.Parse(citizen)
            )
        );

        // Who does not reach both does not know of it.
        (await elsewhere.GetAsync(href)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await elsewhere.PostAsync(href + "/proposals", Proposal("different"))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Empty((await elsewhere.GetAsync("/v1/duplicates")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray());

        (await supervisor.PostAsync(href + "/proposals", Proposal("same"))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        var key = Guid.NewGuid().ToString();
        var proposed = (await supervisor.PostAsync(href + "/proposals", Proposal("same", citizen), key)).Expect(HttpStatusCode.OK);
        Assert.Equal(
            proposed.Text,
            (await supervisor.PostAsync(href + "/proposals", Proposal("same", citizen), key)).Expect(HttpStatusCode.OK).Text
        );
        (await second.PostAsync(href + "/proposals", Proposal("different"))).ExpectProblem(HttpStatusCode.Conflict, "proposal-waits");
        var address = (string)proposed.Json["href"]!;
        (await elsewhere.PostAsync(address + "/confirmation", null)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await elsewhere.PostAsync(address + "/rejection", new { note = "不同意" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await clerk.PostAsync(address + "/confirmation", null)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        (await supervisor.PostAsync(address + "/confirmation", null)).ExpectProblem(HttpStatusCode.Conflict, "second-person-needed");

        var confirming = Guid.NewGuid().ToString();
        var confirmed = (await second.PostAsync(address + "/confirmation", null, confirming)).Expect(HttpStatusCode.OK);
        Assert.Equal("same", (string)confirmed.Json["status"]!);
        Assert.Equal(confirmed.Text, (await second.PostAsync(address + "/confirmation", null, confirming)).Expect(HttpStatusCode.OK).Text);
        (await second.PostAsync(address + "/confirmation", null)).ExpectProblem(HttpStatusCode.Conflict, "no-proposal");
        (await clerk.PostAsync(href + "/proposals", Proposal("different"))).ExpectProblem(HttpStatusCode.Conflict, "pair-decided");
        Assert.Equal(citizen, (string)(await clerk.GetAsync($"/v1/persons/{permit}")).Expect(HttpStatusCode.OK).Json["personId"]!);
        await ArrivedAsync(permit, citizen);
        Assert.DoesNotContain(
            (string)pair["id"]!,
            (await clerk.GetAsync("/v1/duplicates")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
        var decided = (await clerk.GetAsync(href)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("same", 1), ((string)decided["status"]!, decided["persons"]!.AsArray().Count));
        Assert.Equal(["supervisor-a", "supervisor-b"], decided["decisions"]!.AsArray().Select(one => (string)one!["by"]!));
    }

    [Fact]
    public async Task Two_that_were_called_different_do_not_come_back()
    {
        var (permit, citizen, _) = await TwoRecordsAsync();
        var pair = await FindAsync(permit, citizen);
        var href = (string)pair["href"]!;
        var first = (await clerk.PostAsync(href + "/proposals", Proposal("different"))).Expect(HttpStatusCode.OK).Json;
        (await supervisor.PostAsync((string)first["href"]! + "/rejection", new { note = "请补充核实情况" })).Expect(HttpStatusCode.OK);
        var again = (await clerk.PostAsync(href + "/proposals", Proposal("different"))).Expect(HttpStatusCode.OK).Json;
        (await supervisor.PostAsync((string)first["href"]! + "/confirmation", null)).ExpectProblem(HttpStatusCode.Conflict, "no-proposal");
        (await supervisor.PostAsync((string)again["href"]! + "/confirmation", null)).Expect(HttpStatusCode.OK);
        await RunAsync();
        Assert.DoesNotContain(
            (string)pair["id"]!,
            (await clerk.GetAsync("/v1/duplicates")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
        (await clerk.PostAsync(href + "/proposals", Proposal("different"))).ExpectProblem(HttpStatusCode.Conflict, "pair-decided");
        Assert.Equal(
            ["proposed", "rejected", "proposed", "confirmed"],
            (await clerk.GetAsync(href)).Expect(HttpStatusCode.OK).Json["decisions"]!.AsArray().Select(one => (string)one!["what"]!)
        );
    }

    [Fact]
    public async Task A_record_that_was_linked_elsewhere_meanwhile_is_not_linked_again_and_the_proposal_can_be_dropped()
    {
        var (permit, citizen, _) = await TwoRecordsAsync();
        var href = (string)(await FindAsync(permit, citizen))["href"]!;
        var proposed = (await supervisor.PostAsync(href + "/proposals", Proposal("same", citizen))).Expect(HttpStatusCode.OK).Json;
        var address = (string)proposed["href"]!;
        var (third, _, _) = await People.RegisterAsync(clerk);
        (await supervisor.PostAsync($"/v1/persons/{permit}/link", new { main = third, note = "同一人的两个号码" })).Expect(
            HttpStatusCode.OK
        );
        await ArrivedAsync(permit, third);
        (await second.PostAsync(address + "/confirmation", null)).ExpectProblem(HttpStatusCode.Conflict, "cannot-link");
        Assert.Equal(third, (await clerk.GetAsync($"/v1/persons/{permit}")).Expect(HttpStatusCode.OK)["personId"]);
        Assert.Equal(citizen, (await clerk.GetAsync($"/v1/persons/{citizen}")).Expect(HttpStatusCode.OK)["personId"]);
        (await clerk.PostAsync(address + "/rejection", new { note = "已另行关联" })).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(href, (await clerk.GetAsync("/v1/duplicates")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_comes_first_numbers_are_linked_when_the_pair_is_called_the_same_and_only_then()
    {
        var third = new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Donghu, "supervisor-d"));
        for (var round = 0; round < 4; round++)
        {
            var (permit, citizen, _) = await TwoRecordsAsync();
            var href = (string)(await FindAsync(permit, citizen))["href"]!;
            var proposed = (await supervisor.PostAsync(href + "/proposals", Proposal("same", citizen))).Expect(HttpStatusCode.OK).Json;
            var address = (string)proposed["href"]!;
            var answers = await Task.WhenAll(
                clerk.PostAsync(address + "/rejection", new { note = "请补充核实情况" }),
                second.PostAsync(address + "/confirmation", null),
                third.PostAsync(address + "/confirmation", null)
            );
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer =>
                Assert.Contains(answer.Code, (string[])["no-proposal", "proposal-waits"])
            );
            var isLinked = (await clerk.GetAsync($"/v1/persons/{permit}")).Expect(HttpStatusCode.OK)["personId"] == citizen;
            var shown = (await clerk.GetAsync(href)).Expect(HttpStatusCode.OK).Json;
            Assert.Equal(isLinked ? "same" : "open", (string)shown["status"]!);
            Assert.Equal(
                ["proposed", isLinked ? "confirmed" : "rejected"],
                shown["decisions"]!.AsArray().Select(one => (string)one!["what"]!)
            );
        }
    }

    [Fact]
    public async Task A_run_is_ordered_by_the_province_alone_and_can_be_ended_once()
    {
        (await new Hosts.Api(host, host.Token("operator", City)).PostAsync("/v1/duplicate-runs", null)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "for-province"
        );
        (await supervisor.PostAsync("/v1/duplicate-runs", null)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        var run = await RunAsync();
        Assert.Equal("done", (string)run["status"]!);
        (await provinces.PostAsync($"/v1/duplicate-runs/{run["id"]}/cancel", null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "duplicate-run-not-running"
        );
        (await provinces.GetAsync("/v1/duplicate-runs/" + Guid.NewGuid().ToString("N"))).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
        (await provinces.GetAsync("/v1/duplicate-runs/1")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains(
            (string)run["id"]!,
            (await provinces.GetAsync("/v1/duplicate-runs")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
    }

    /// <summary>Waits until the record has the other number's case; it comes by itself after the link.</summary>
    private Task ArrivedAsync(string alias, string main) =>
        Wait.UntilAsync(
            async () =>
                (await clerk.GetAsync($"/v1/persons/{main}")).Expect(HttpStatusCode.OK).Json["aliases"]!
                    .AsArray()
                    .Any(one => (string)one! == alias),
            "the case has not arrived"
        );

    /// <summary>With a permit and with a citizen number, both of a man; another person in each test.</summary>
    private async Task<(string Permit, string Citizen, string Name)> TwoRecordsAsync()
    {
        var place = Interlocked.Increment(ref day);
        var born = new DateOnly(1985, 3, 12).AddDays(400 * place);
        var name = "陈大" + "文武双全"[place % 4];
        var telephone = $"1381234{place:0000}";
        var permit = await RegisterAsync(CitizenNumbers.Complete($"810000{born:yyyyMMdd}901"), name.Replace('陈', '陳'), telephone);
        var citizen = await RegisterAsync(CitizenNumbers.Of(born, 101 + (2 * place)).Value, name, telephone);
        return (permit, citizen, name);
    }

    private async Task<string> RegisterAsync(string number, string name, string telephone)
    {
        var form = People.Submission(number, null, name, telephone);
        form["details"]!["address"] = null;
        if (number.StartsWith("81", StringComparison.Ordinal))
            form["byReference"] = "4";
        return (await clerk.PostAsync("/v1/applications", form.ToJsonString())).Expect(HttpStatusCode.Created)["personId"]!;
    }

    /// <summary>Runs the search, and gives the pair as the clerk's list has it.</summary>
    private async Task<JsonNode> FindAsync(string one, string other)
    {
        await RunAsync();
        return (await clerk.GetAsync("/v1/duplicates")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .Single(item =>
                item!["persons"]!.AsArray().All(person => (string)person!["personId"]! == one || (string)person["personId"]! == other)
            )!;
    }

    private async Task<JsonNode> RunAsync()
    {
        var ordered = (await provinces.PostAsync("/v1/duplicate-runs", null)).Expect(HttpStatusCode.Accepted);
        while (true)
        {
            var run = (await provinces.GetAsync(ordered["href"]!)).Expect(HttpStatusCode.OK).Json;
            if ((string)run["status"]! != "running")
                return run;
            await Wait.ForAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    private static object Proposal(string verdict, string? main = null) =>
        main is null
            ? new { verdict, note = "经电话核实" }
            : new
            {
                verdict,
                main,
                note = "经电话核实",
            };
}
