using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Api.Policies;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Policies;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Policies;
using Grid.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Policies;

/// <summary>A register of its own: its rules would tell the persons of other tests.</summary>
public sealed class PolicyHost : ApiHost
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Grid:Policies:Poll"] = "00:00:00.100",
            ["Grid:Policies:PerHour"] = "10000000",
        };
}

/// <summary>Rules over HTTP, from the proposal to the persons who are told, and the lists for civil affairs.</summary>
public sealed class PolicyTests(PolicyHost host) : IClassFixture<PolicyHost>
{
    private const string Rules = "/v1/policy-rules";
    private const string Runs = "/v1/policy-runs";
    private const string Exchanges = "/v1/civil-affairs/exchanges";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api first = new(host, host.Token("operator", null, "official-1"));
    private readonly Hosts.Api second = new(host, host.Token("operator", null, "official-2"));
    private readonly Hosts.Api affairs = new(host, host.Token("civil-affairs"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static DateOnly Today => TimeProvider.System.Today();

    [Fact]
    public async Task A_rule_is_proposed_by_one_approved_by_another_and_ended()
    {
        var rule = Rule("two-eyes", """{"all":[{"fact":"monthsRegistered","atLeast":6},{"fact":"age","atLeast":40}]}""");
        Assert.Equal(
            ("two-eyes", "1"),
            (await first.PostAsync(Rules, rule)).Expect(HttpStatusCode.Created) switch
            {
                var a => (a["id"], a["version"]),
            }
        );
        (await second.PostAsync(Rules, rule)).ExpectProblem(HttpStatusCode.Conflict, "policy-rule-waiting");
        (await first.PostAsync($"{Rules}/two-eyes/1/decision", """{"approve":true}""")).ExpectProblem(
            HttpStatusCode.Conflict,
            "second-person-needed"
        );
        (await second.PostAsync($"{Rules}/two-eyes/1/end", End(0))).ExpectProblem(HttpStatusCode.Conflict, "policy-rule-not-in-state");
        (await second.PostAsync($"{Rules}/two-eyes/1/decision", """{"approve":true}""")).Expect(HttpStatusCode.OK);
        (await second.PostAsync($"{Rules}/two-eyes/1/decision", """{"approve":false}""")).ExpectProblem(
            HttpStatusCode.Conflict,
            "policy-rule-not-in-state"
        );
        (await second.PostAsync($"{Rules}/two-eyes/2/decision", """{"approve":true}""")).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );

        var shown = (await clerk.GetAsync(Rules)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        var one = shown.Single(item => (string)item!["id"]! == "two-eyes")!;
        Assert.Equal(("登记满6个月,且年满40周岁", true, "approved"), ((string)one["text"]!, (bool)one["inForce"]!, (string)one["status"]!));
        Assert.Contains(shown, item => (string)item!["status"]! == "file");
        (await first.PostAsync($"{Rules}/two-eyes/1/end", End(-2))).ExpectField("last", "tooOld");
        (await first.PostAsync($"{Rules}/two-eyes/1/end", End(-1))).Expect(HttpStatusCode.OK);
        shown = (await clerk.GetAsync(Rules)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.False((bool)shown.Single(item => (string)item!["id"]! == "two-eyes")!["inForce"]!);
        var supervisor = new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Donghu));
        (await supervisor.PostAsync(Rules, rule)).ExpectProblem(HttpStatusCode.Forbidden, "for-province");
    }

    [Theory]
    [InlineData("""{"all":[{"fact":"hardship"},{"fact":"height","atLeast":1}]}""", "condition.all[1].fact", "notInList")]
    [InlineData("""{"fact":"age","is":"40"}""", "condition.is", "notAllowedHere")]
    [InlineData("""{"fact":"age","atLeast":"40"}""", "condition.atLeast", "wrongType")]
    [InlineData("""{"fact":"age","atLeast":400}""", "condition.atLeast", "outOfRange")]
    [InlineData("""{"all":[{"fact":"age","atLeast":60},{"fact":"age","below":50}]}""", "condition", "matchesNobody")]
    [InlineData("""{"rule":"faulty"}""", "condition.rule", "notInList")]
    [InlineData("""{"fact":"age","atLeast":0}""", "meansEverybody", "required")]
    [InlineData("""{"fact":"age","atLeast":1,"run":"rm"}""", "condition.run", "unknown")]
    public async Task What_is_wrong_with_a_rule_is_named(string condition, string field, string code) =>
        (await first.PostAsync(Rules, Rule("faulty", condition))).ExpectField(field, code);

    /// <summary>The stream over what is in the clear, and the records where it is not enough, find whom looking at each record finds.</summary>
    [Fact]
    public async Task A_what_if_finds_whom_looking_at_each_person_finds()
    {
        await PeopleAsync(12);
        var persons = await WaitCountedAsync();
        string[] conditions =
        [
            """{"fact":"monthsRegistered","below":600}""",
            """{"fact":"category","in":["1","4"]}""",
            """{"not":{"fact":"category","is":"1"}}""",
            """{"fact":"education","in":["21","61"]}""",
            """{"fact":"reason","is":"24"}""",
            """{"any":[{"fact":"sex","is":"1"},{"fact":"category","is":"2"}]}""",
            """{"all":[{"fact":"jobWish","is":"3"},{"fact":"age","atLeast":30}]}""",
            """{"fact":"monthsUnemployed","atLeast":9}""",
            """{"fact":"disabled"}""",
            """{"fact":"region","in":["360102"]}""",
            """{"not":{"fact":"hardship"}}""",
        ];
        var records = await host.Services.GetRequiredService<ICommittedRecords>().ReadAsync(persons, Cancelled);
        Assert.Equal(persons.Count, records.Count);
        foreach (var text in conditions)
        {
            var condition = JsonSerializer.Deserialize<Condition>(text, DomainJson.Options)!;
            var expected = records.Values.Count(record =>
                PolicyFacts.Of(record, Today) is { } facts && ConditionLogic.Holds(condition, facts)
            );
            var found = (await first.PostAsync($"{Rules}/what-if", $$"""{"condition":{{text}}}""")).Expect(HttpStatusCode.OK);
            Assert.Equal(persons.Count, int.Parse(found["looked"]!, null));
            Assert.Equal(expected is > 0 and < 5 ? null : $"{expected}", found["matches"]);
            Assert.Equal(ConditionLogic.NeedsRecord(condition), found["opened"] != "0");
            Assert.DoesNotContain("王小明", found.Text, StringComparison.Ordinal);
        }

        (await clerk.PostAsync($"{Rules}/what-if", """{"condition":{"fact":"hardship"}}""")).ExpectProblem(
            HttpStatusCode.Forbidden,
            "role-not-allowed"
        );
        Assert.True(
            await host.ScalarAsync<long>("SELECT count(*) FROM access_log WHERE action = 'policy-rules.what-if'") >= conditions.Length
        );
        Assert.Equal(
            0,
            await host.ScalarAsync<long>("SELECT count(*) FROM journal WHERE event = 'policyMatched' AND facts ->> 'rule' = 'what if'")
        );
    }

    [Fact]
    public void Small_numbers_are_hidden_and_cannot_be_computed()
    {
        Assert.Equal(
            ((long?)null, (long?)null),
            Hidden(("a", 4)) switch
            {
                var h => (h.Sum, h.Shown["a"]),
            }
        );
        var two = Hidden(("a", 4), ("b", 9), ("c", 7));
        Assert.Equal((20, null, 9L, null), (two.Sum, two.Shown["a"], two.Shown["b"], two.Shown["c"]));
        Assert.Equal(16, Hidden(("a", 9), ("b", 7)).Sum);

        static (long? Sum, IReadOnlyDictionary<string, long?> Shown) Hidden(params (string, long)[] numbers) =>
            SmallNumbers.Hidden(numbers.ToDictionary(one => one.Item1, one => one.Item2, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_run_asks_at_its_limit_and_who_is_told_is_helped_to_a_result()
    {
        var persons = await PeopleAsync(4);
        await ApproveAsync(Rule("stepwise", """{"fact":"monthsRegistered","below":500}""", limit: 2));
        (await first.PostAsync(Runs, """{"rule":"unheard-of"}""")).ExpectField("rule", "notInList");
        var run = (await first.PostAsync(Runs, """{"rule":"stepwise"}""")).Expect(HttpStatusCode.Created)["id"];
        (await first.PostAsync(Runs, """{"rule":"stepwise"}""")).ExpectProblem(HttpStatusCode.Conflict, "policy-run-under-way");
        await ReachedAsync(run!, "asking");
        Assert.Equal(
            2,
            await host.ScalarAsync<long>("SELECT count(*) FROM journal WHERE event = 'policyMatched' AND facts ->> 'rule' = 'stepwise'")
        );
        (await first.PostAsync($"{Runs}/{run}/allow", """{"persons":0,"note":"人数属实"}""")).ExpectField("persons", "outOfRange");
        (await first.PostAsync($"{Runs}/{run}/allow", """{"persons":100000,"note":"人数属实"}""")).Expect(HttpStatusCode.OK);
        await ReachedAsync(run!, "done");
        (await first.PostAsync($"{Runs}/{run}/cancel", null)).ExpectProblem(HttpStatusCode.Conflict, "policy-run-not-in-state");
        (await clerk.GetAsync(Runs)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");

        var at = $"/v1/persons/{persons[0].Person}/policies";
        Assert.Equal(("stepwise", "told"), await CaseAsync("stepwise"));
        Assert.Contains(
            "policyHelp:stepwise",
            (await clerk.GetAsync($"/v1/persons/{persons[0].Person}/duties")).Text,
            StringComparison.Ordinal
        );
        (await clerk.PostAsync(at, """{"policy":"P050","step":"applied"}""")).Expect(HttpStatusCode.OK);
        Assert.Contains(
            "policyResult:stepwise",
            (await clerk.GetAsync($"/v1/persons/{persons[0].Person}/duties")).Text,
            StringComparison.Ordinal
        );
        (await clerk.PostAsync(at, """{"policy":"P050","step":"granted"}""")).ExpectField("evidence", "required");
        var answered = """{"policy":"P050","step":"granted","evidence":{"basis":"3","note":"电话核实已批准"}}""";
        (await clerk.PostAsync(at, answered)).Expect(HttpStatusCode.OK);
        Assert.Equal(
            "3",
            (await clerk.GetAsync(at)).Json["items"]!.AsArray().First(item => (string)item!["rule"]! == "stepwise")!["resultBy"]![
                "basis"
            ]!.ToString()
        );
        Assert.Equal(("stepwise", "granted"), await CaseAsync("stepwise"));

        // From now on a person is told when something of the person changes.
        await Wait.UntilAsync(
            async () =>
            {
                var (person, _, _) = await People.RegisterAsync(clerk);
                return (await clerk.GetAsync($"/v1/persons/{person}/policies")).Text.Contains("stepwise", StringComparison.Ordinal);
            },
            "a new person is told at once"
        );

        async Task<(string, string)> CaseAsync(string rule)
        {
            var items = (await clerk.GetAsync(at)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
            return items
                .Where(item => (string)item!["rule"]! == rule)
                .Select(item => ((string)item!["rule"]!, (string)item["step"]!))
                .Single();
        }
    }

    [Fact]
    public async Task Civil_affairs_get_the_listed_once_with_five_fields_and_never_who_refused()
    {
        var persons = await PeopleAsync(4);
        var (listed, refusing, late, quiet) = (persons[0], persons[1], persons[2], persons[3]);
        (await clerk.PostAsync($"/v1/persons/{refusing.Person}/exchange-choice", """{"refuses":true}""")).Expect(HttpStatusCode.OK);
        await ApproveAsync(Rule("poor", """{"fact":"monthsRegistered","below":400}""", limit: 1_000_000, purpose: "allowance"));
        var run = (await first.PostAsync(Runs, """{"rule":"poor"}""")).Expect(HttpStatusCode.Created)["id"];
        await ReachedAsync(run!, "done");
        var exchanges = host.Services.GetRequiredService<IAllowanceExchanges>();
        var made = await exchanges.MakeAsync(Today.AddDays(100), TimeProvider.System.GetUtcNow(), Cancelled);
        Assert.NotNull(made);
        Assert.Null(await exchanges.MakeAsync(Today.AddDays(100), TimeProvider.System.GetUtcNow(), Cancelled));

        // Whom civil affairs have not read is nobody of whom they report.
        (await ResultAsync(listed.Number, "granted", -1)).ExpectProblem(HttpStatusCode.Conflict, "not-delivered");

        // One who refuses after the list was made does not travel either.
        var anyone = new Hosts.Api(host, null);
        var choice = new
        {
            receiptNumber = late.Application,
            identityNumber = late.Number,
            refuses = true,
        };
        (await anyone.PostAsync("/v1/own-exchange-choice", choice)).Expect(HttpStatusCode.OK);

        var at = $"{Exchanges}/{made.Number}";
        var page = (await affairs.GetAsync(at + "?pageSize=200")).Expect(HttpStatusCode.OK);
        var lines = page.Json["items"]!.AsArray();
        Assert.Equal(
            ["change", "identityNumber", "line", "name", "region", "regionName", "registeredOn"],
            lines[0]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal)
        );
        string[] numbers = [.. lines.Select(line => (string)line!["identityNumber"]!)];
        Assert.Contains(listed.Number, numbers);
        Assert.Contains(quiet.Number, numbers);
        Assert.DoesNotContain(refusing.Number, numbers);
        Assert.DoesNotContain(late.Number, numbers);
        Assert.Equal("360102", (string)lines[0]!["region"]!);
        foreach (var word in (string[])["1390", "示例路", "health", "reason"])
            Assert.DoesNotContain(word, page.Text, StringComparison.OrdinalIgnoreCase);

        // In pages it is the same, and as a file with what belongs to it.
        var paged = new List<string>();
        for (var cursor = ""; ; )
        {
            var part = (await affairs.GetAsync($"{at}?pageSize=1{cursor}")).Expect(HttpStatusCode.OK);
            paged.AddRange(part.Json["items"]!.AsArray().Select(line => (string)line!["identityNumber"]!));
            if (part["next"] is not { } next)
                break;
            cursor = "&cursor=" + next;
        }

        Assert.Equal(numbers, paged);
        var manifest = (await affairs.GetAsync(at + "/manifest")).Expect(HttpStatusCode.OK);
        var file = (await affairs.GetAsync(at + "/file")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            manifest["sha256"],
            Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(file.Text)]))
        );
        Assert.Equal(
            ["变动", "证件号码", "姓名", "地区代码", "地区名称", "登记日期"],
            manifest.Json["columns"]!.AsArray().Select(c => (string)c!)
        );
        Assert.Equal($"{numbers.Length}", manifest["lines"]);
        (await clerk.GetAsync(at)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        (await affairs.GetAsync($"{Exchanges}/999")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await affairs.GetAsync($"{Exchanges}/x")).ExpectField("path.number", "badCode");
        (await affairs.GetAsync(at + "?cursor=abc")).ExpectField("query.cursor", "badCursor");

        // Who was in which list is known of each person, and on the access log with the purpose.
        Assert.Contains("deliveredAt", (await clerk.GetAsync($"/v1/persons/{listed.Person}/policies")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("deliveredAt", (await clerk.GetAsync($"/v1/persons/{late.Person}/policies")).Text, StringComparison.Ordinal);
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'civil-affairs.exchange' AND reason IS NOT NULL AND $1 = ANY(person_ids)",
                Guid.Parse(listed.Person)
            ) > 0
        );

        // Results come back; what contradicts them does not.
        (await ResultAsync(People.Number(), "granted", 0)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await ResultAsync(refusing.Number, "granted", 0)).ExpectProblem(HttpStatusCode.Conflict, "not-exchanged");
        (await ResultAsync(listed.Number, "ended", 0)).ExpectProblem(HttpStatusCode.Conflict, "allowance-not-granted");
        (await ResultAsync(listed.Number, "granted", -1)).Expect(HttpStatusCode.OK);
        (await ResultAsync(listed.Number, "granted", -1)).Expect(HttpStatusCode.OK);
        (await ResultAsync(listed.Number, "notGranted", -1)).ExpectField("from", "beforeStart");
        (await ResultAsync(listed.Number, "granted", 3)).ExpectField("from", "inFuture");
        var view = (await clerk.GetAsync($"/v1/persons/{listed.Person}/policies")).Expect(HttpStatusCode.OK);
        Assert.True((bool)view.Json["allowance"]!);
        Assert.Equal("told", (string)view.Json["items"]!.AsArray().First(item => (string)item!["rule"]! == "poor")!["step"]!);

        // The next list takes off whom civil affairs had, and says nothing of whom they never had.
        var later = (await exchanges.MakeAsync(Today.AddDays(101), TimeProvider.System.GetUtcNow(), Cancelled))!;
        var changes = (await affairs.GetAsync($"{Exchanges}/{later.Number}?pageSize=200")).Expect(HttpStatusCode.OK);
        var removed = changes.Json["items"]!.AsArray().Single(line => (string)line!["identityNumber"]! == listed.Number)!;
        Assert.Equal(("removed", false), ((string)removed["change"]!, removed.AsObject().ContainsKey("registeredOn")));
        Assert.DoesNotContain(late.Number, changes.Text, StringComparison.Ordinal);
    }

    private Task<Answer> ResultAsync(string number, string status, int days) =>
        affairs.PostAsync(
            "/v1/civil-affairs/results",
            new
            {
                identityNumber = number,
                status,
                from = $"{Today.AddDays(days):yyyy-MM-dd}",
                evidence = new
                {
                    basis = "2",
                    source = "低保信息系统",
                    matchedAt = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", null),
                },
            }
        );

    private async Task<List<(string Person, string Application, string Number)>> PeopleAsync(int count)
    {
        var made = new List<(string, string, string)>();
        for (var i = 0; i < count; i++)
        {
            var number = People.Number();
            var submission = People.Submission(number);
            submission["jobWishes"] = new JsonArray(i % 2 == 0 ? "3" : "1");
            submission["unemployedOn"] = i % 3 == 0 ? "2025-12-15" : $"{Today.AddDays(-40):yyyy-MM-dd}";
            submission["details"]!["education"] = i % 3 == 0 ? "21" : "61";
            submission["details"]!["profile"] = new JsonObject { ["categories"] = new JsonArray($"{1 + (i % 4)}") };
            var (person, application, _) = await People.RegisterAsync(clerk, submission);
            made.Add((person, application, number));
        }

        return made;
    }

    /// <summary>Every registered person, once the statistics have counted all of them.</summary>
    private async Task<IReadOnlyCollection<PersonId>> WaitCountedAsync()
    {
        await Wait.UntilAsync(
            async () =>
                await host.ScalarAsync<long>("SELECT count(*) FROM registration WHERE status = 1")
                == await host.ScalarAsync<long>("SELECT count(*) FROM count_segment WHERE to_on IS NULL"),
            "all are counted"
        );
        var ids = await host.ScalarAsync<Guid[]>("SELECT array_agg(person_id) FROM registration WHERE status = 1");
        return [.. ids.Select(PersonId.FromGuid)];
    }

    private async Task ApproveAsync(string rule)
    {
        var id = (string)JsonNode.Parse(rule)!["id"]!;
        (await first.PostAsync(Rules, rule)).Expect(HttpStatusCode.Created);
        (await second.PostAsync($"{Rules}/{id}/1/decision", """{"approve":true}""")).Expect(HttpStatusCode.OK);
    }

    private Task ReachedAsync(string run, string status) =>
        Wait.UntilAsync(
            async () =>
                (await first.GetAsync(Runs)).Json["items"]!.AsArray().Single(item => (string)item!["id"]! == run)![
                    "status"
                ]!.GetValue<string>() == status,
            $"the run is {status}"
        );

    private static string End(int days) => $$"""{"last":"{{Today.AddDays(days):yyyy-MM-dd}}"}""";

    private static string Rule(string id, string condition, int limit = 200, string purpose = "policy") =>
        $$"""
            {"id":"{{id}}","purpose":"{{purpose}}",{{(purpose == "policy" ? "\"policy\":\"P050\"," : "")}}"zh":"测试规则","en":"A rule","condition":{{condition}},
             "from":"2026-01-01","helpWorkingDays":5,"resultWorkingDays":10,"limitPersons":{{limit}},"limitPerThousand":0{{(
                purpose == "policy" ? "" : ",\"mayRefuse\":true"
            )}}}
            """;
}

/// <summary>For tests of bad input.</summary>
internal static class FieldAnswers
{
    public static void ExpectField(this Answer answer, string field, string code)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(
            (field, code),
            answer.Json["errors"]!.AsArray().Select(error => ((string)error!["field"]!, (string)error["code"]!))
        );
    }
}
