using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Changes;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Changes;
using Grid.Testing;

namespace Grid.Api.Tests.Changes;

/// <summary>What an office's system hears of its cases, over HTTP.</summary>
[Collection(OneHost.Name)]
public sealed class ChangesTests(ApiHost host)
{
    private const string Far = "36040001";
    private const string City = "36010001";
    private const string Alone = "36042901";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api system = new(host, host.Token("office-system", Hosts.Api.Donghu));

    [Fact]
    public async Task A_case_is_told_in_the_order_of_its_journal_without_anything_personal()
    {
        var start = await NowAsync(system);
        var number = People.Number();
        var (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(number, name: "欧阳示例"));
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);

        var changes = await UntilAsync(system, start, person, "exited");
        Assert.Equal(await JournalAsync(person), changes.Select(change => ((long)change["version"]!, (string)change["event"]!)));
        Assert.Equal(("came", application), ((string?)changes[0]["reach"], (string?)changes[0]["applicationNumber"]));
        Assert.Equal("3", (string?)changes[0]["channel"]);
        Assert.All(changes.Skip(1), change => Assert.Equal("held", (string?)change["reach"]));
        Assert.All(changes, change => Assert.Equal(Hosts.Api.Donghu, (string?)change["office"]));
        Assert.Equal(registration, (string?)changes.Single(change => (string?)change["event"] == "registered")["registrationNumber"]);
        var text = string.Concat(changes.Select(change => change.ToJsonString()));
        Assert.DoesNotContain(number, text, StringComparison.Ordinal);
        Assert.DoesNotContain("欧阳", text, StringComparison.Ordinal);

        // Its clerk and the supervisor above hear the same; another office hears nothing of it.
        foreach (var (role, office) in ((string, string)[])[("clerk", Hosts.Api.Donghu), ("supervisor", City)])
        {
            var caller = new Hosts.Api(host, host.Token(role, office));
            Assert.Equal(changes.Count, (await AllAsync(caller, null, person)).Count);
        }

        Assert.Empty(await AllAsync(new Hosts.Api(host, host.Token("office-system", Far)), null, person));
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'changes.list' AND actor = $1 AND $2::uuid = ANY (person_ids)",
                $"test-office-system-{Hosts.Api.Donghu}",
                Guid.Parse(person)
            ) > 0
        );
    }

    [Fact]
    public async Task A_transfer_leaves_one_reach_and_comes_into_another()
    {
        var far = new Hosts.Api(host, host.Token("office-system", Far));
        var (before, beforeFar) = (await NowAsync(system), await NowAsync(far));
        var (person, _, _) = await People.RegisterAsync(clerk);
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/transfer",
                new
                {
                    toOffice = Far,
                    ground = "4",
                    note = "本人申请",
                }
            )
        ).Expect(HttpStatusCode.OK);

        var left = (await UntilAsync(system, before, person, ChangeKinds.Left))[^1];
        Assert.Equal(("left", Hosts.Api.Donghu), ((string?)left["reach"], (string?)left["office"]));
        Assert.Null(left["registrationNumber"]);
        var came = await UntilAsync(far, beforeFar, person, "registrationTransferred");
        Assert.Equal(("came", Far), ((string?)came[0]["reach"], (string?)came[0]["office"]));
        Assert.Equal("registrationTransferred", (string?)came[0]["event"]);

        // Who has both below hears of the move itself, and what follows is no longer the first office's.
        var above = new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province));
        var seen = await UntilAsync(above, null, person, "registrationTransferred");
        Assert.Equal("held", (string?)seen.Single(change => (string?)change["event"] == "registrationTransferred")["reach"]);
        (await new Hosts.Api(host, host.Token("clerk", Far)).PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(
            HttpStatusCode.OK
        );
        await UntilAsync(far, beforeFar, person, "exited");

        // When nothing is open any more, the office of the application may read the person again.
        var after = await UntilAsync(system, before, person, "exited");
        var again = after.Single(change => (string?)change["event"] == "exited");
        Assert.Equal("came", (string?)again["reach"]);
        (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_applies_elsewhere_after_an_exit_leaves_the_old_office_at_once()
    {
        var far = new Hosts.Api(host, host.Token("office-system", Far));
        var start = await NowAsync(system);
        var startFar = await NowAsync(far);
        var number = People.Number();
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(number));
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var farClerk = new Hosts.Api(host, host.Token("clerk", Far));
        var again = (await farClerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created);
        await UntilAsync(system, start, person, ChangeKinds.Left);
        Assert.Equal("came", (string?)(await UntilAsync(far, startFar, person, "applicationSubmitted"))[0]["reach"]);

        // When it comes to nothing, both have the last: the old registration is in reach of its office again.
        (
            await farClerk.PostAsync(
                $"/v1/applications/{again["applicationNumber"]}/withdrawal",
                """{"declaration":{"basis":"1","note":"本人撤回"}}"""
            )
        ).Expect(HttpStatusCode.OK);
        var changes = await UntilAsync(system, start, person, "applicationWithdrawn");
        var back = changes.Single(change => (string?)change["event"] == "applicationWithdrawn");
        Assert.Equal("came", (string?)back["reach"]);
    }

    [Fact]
    public async Task Open_cases_are_listed_by_pages_to_begin_with()
    {
        // An office of its own, so that its whole list is known.
        var ownClerk = new Hosts.Api(host, host.Token("clerk", Alone));
        var ownSystem = new Hosts.Api(host, host.Token("office-system", Alone));
        var expected = new List<(string Person, string? Registration, string? Application)>();
        for (var n = 0; n < 3; n++)
        {
            var (person, _, registration) = await People.RegisterAsync(ownClerk);
            expected.Add((person, registration, null));
        }

        var (ended, _, _) = await People.RegisterAsync(ownClerk);
        (await ownClerk.PostAsync($"/v1/persons/{ended}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        for (var n = 0; n < 2; n++)
        {
            var open = (await ownClerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);
            expected.Add((open["personId"]!, null, open["applicationNumber"]));
        }

        foreach (var caller in (Hosts.Api[])[ownClerk, ownSystem])
        {
            var found = new List<(string, string?, string?)>();
            string? cursor = null;
            do
            {
                var page = (await caller.GetAsync($"/v1/changes/cases?pageSize=2{(cursor is null ? "" : "&cursor=" + cursor)}"))
                    .Expect(HttpStatusCode.OK)
                    .Json;
                Assert.InRange(page["items"]!.AsArray().Count, 1, 2);
                found.AddRange(
                    page["items"]!
                        .AsArray()
                        .Select(item =>
                            ((string)item!["personId"]!, (string?)item["registrationNumber"], (string?)item["applicationNumber"])
                        )
                );
                cursor = (string?)page["next"];
            } while (cursor is not null);

            Assert.Equal(expected.Order(), found.Order());
        }

        (await ownSystem.GetAsync("/v1/changes/cases?cursor=x")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task A_linked_number_leaves_and_its_case_comes_with_the_main_one()
    {
        var supervisor = new Hosts.Api(host, host.Token("supervisor", City));
        var start = await NowAsync(system);
        var (main, _, _) = await People.RegisterAsync(clerk);
        var (alias, _, _) = await People.RegisterAsync(clerk);
        (await supervisor.PostAsync($"/v1/persons/{alias}/link", new { main, note = "换证" })).Expect(HttpStatusCode.OK);
        var gone = await UntilAsync(system, start, alias, ChangeKinds.Left);
        Assert.Equal("left", (string?)gone.First(change => (string?)change["event"] == ChangeKinds.Left)["reach"]);
        Assert.Equal("held", (string?)(await UntilAsync(system, start, main, "caseTakenOver"))[^1]["reach"]);
    }

    [Fact]
    public void What_is_about_an_office_is_told_to_the_one_above_alone()
    {
        var offices = OfficeDirectory.LoadEmbedded();
        Assert.Equal((true, false), IsHidden("complaintRaised", Hosts.Api.Donghu, City));
        Assert.Equal((true, false), IsHidden("complaintEnded", Hosts.Api.Donghu, City));
        Assert.Equal((true, false), IsHidden("surveyAnswered", Hosts.Api.Donghu, City));
        Assert.Equal((true, true), IsHidden("contradictionSettled", null, null));
        Assert.Equal((true, true), IsHidden("dutyOpened", null, null, topic: "complaint"));
        Assert.Equal((true, true), IsHidden("dutyClosed", null, null, topic: "surveyContradiction"));
        Assert.Equal((true, true), IsHidden("dutyClosed", null, null, topic: "unheardOf"));
        Assert.Equal((false, false), IsHidden("dutyClosed", null, null, topic: "review"));
        Assert.Equal((true, true), IsHidden("wordingFlagged", null, null, command: "answerComplaint"));
        Assert.Equal((false, false), IsHidden("wordingFlagged", null, null, command: "recordExit"));

        (bool Own, bool Above) IsHidden(string kind, string? about, string? owner, string? topic = null, string? command = null)
        {
            var change = new Change(
                "x",
                default,
                1,
                kind,
                Hosts.Api.Donghu,
                default,
                ReachKind.Held,
                new ChangeFacts([], about, owner, topic, command, null)
            );
            return (
                AboutOffices.IsHidden(Caller(Role.OfficeSystem, Hosts.Api.Donghu), change),
                AboutOffices.IsHidden(Caller(Role.Supervisor, City), change)
            );
        }

        Caller Caller(Role role, string office) => new(new Actor("reader", role, office), offices.Find(office));
    }

    [Fact]
    public async Task A_request_that_waits_is_answered_by_the_next_commit_and_holds_no_turn()
    {
        var subject = "waits-" + Guid.NewGuid().ToString("N");
        var waiting = new Hosts.Api(host, host.Token("office-system", Hosts.Api.Donghu, subject));
        var start = await NowAsync(waiting);
        var answer = waiting.GetAsync($"/v1/changes?after={start}&wait=30");
        await Wait.UntilAsync(() => Watched() > 0, "a request that waits");
        var (person, _, _) = await People.RegisterAsync(clerk);
        var page = (await answer).Expect(HttpStatusCode.OK).Json;
        Assert.NotEmpty(page["items"]!.AsArray());
        await UntilAsync(waiting, start, person, "registered");

        // Four wait; the fifth is told to come later; the caller's other requests go on.
        var now = await NowAsync(waiting);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var four = Enumerable.Range(0, 4).Select(_ => LongAsync(now, subject, cancel.Token)).ToArray();
        Answer? fifth = null;
        await Wait.UntilAsync(
            async () => (fifth = await waiting.GetAsync($"/v1/changes?after={now}&wait=1")).Status == HttpStatusCode.TooManyRequests,
            "a fifth that is turned away"
        );
        fifth!.ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal("5", fifth.Headers["Retry-After"]);
        (await waiting.GetAsync($"/v1/changes?after={now}")).Expect(HttpStatusCode.OK);
        await cancel.CancelAsync();
        await Task.WhenAll(four);

        // Who went away waits no more.
        await Wait.UntilAsync(
            async () => (await waiting.GetAsync($"/v1/changes?after={now}&wait=1")).Status == HttpStatusCode.OK,
            "room for a request that waits"
        );
    }

    [Fact]
    public async Task A_wait_that_nothing_ends_gives_an_empty_page_and_a_cursor()
    {
        var nobodys = new Hosts.Api(host, host.Token("office-system", "36110001"));
        var start = await NowAsync(nobodys);
        var page = (await nobodys.GetAsync($"/v1/changes?after={start}&wait=1")).Expect(HttpStatusCode.OK).Json;
        Assert.Empty(page["items"]!.AsArray());
        Assert.False((bool)page["more"]!);
        (await nobodys.GetAsync($"/v1/changes?after={page["next"]}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_wrong_a_foreign_and_an_altered_cursor_name_the_parameter()
    {
        var foreign = await NowAsync(new Hosts.Api(host, host.Token("office-system", Far)));
        var own = await NowAsync(system);

        // The clerk of the office reaches the office alone, its system what is below too.
        var ofClerk = await NowAsync(clerk);
        var altered = string.Concat(own.AsSpan(0, 10), own[10] == 'A' ? "B" : "A", own.AsSpan(11));
        var ofList = (await new Hosts.Api(host, host.Token("auditor")).GetAsync("/v1/access-log?pageSize=1")).Expect(HttpStatusCode.OK)[
            "next"
        ];
        foreach (var cursor in (string?[])[foreign, ofClerk, altered, ofList, "x", "100", "现在"])
        {
            var refused = (await system.GetAsync($"/v1/changes?after={Uri.EscapeDataString(cursor!)}")).ExpectProblem(
                HttpStatusCode.BadRequest,
                "invalid-request"
            );
            Assert.Equal(
                ("query.after", "badCursor"),
                ((string?)refused.Json["errors"]![0]!["field"], (string?)refused.Json["errors"]![0]!["code"])
            );
        }

        foreach (var query in (string[])["wait=31", "wait=-1", "wait=x", "pageSize=0", "pageSize=201", "cursor=x"])
        {
            var refused = (await system.GetAsync($"/v1/changes?{query}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal("query." + query.Split('=')[0], (string?)refused.Json["errors"]![0]!["field"]);
        }
    }

    [Fact]
    public void Every_event_of_the_journal_is_a_kind_with_texts_in_both_languages()
    {
        var events = typeof(PersonEvent)
            .GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonDerivedTypeAttribute), inherit: false)
            .Cast<System.Text.Json.Serialization.JsonDerivedTypeAttribute>()
            .Select(kind => (string)kind.TypeDiscriminator!);
        Assert.Equal(events.Append(ChangeKinds.Left).Order(StringComparer.Ordinal), ChangeKinds.All.Keys.Order(StringComparer.Ordinal));
        Assert.All(ChangeKinds.All.Values, words => Assert.True(words.Zh.Length > 1 && words.En.Length > 1 && words.Zh != words.En));
        Assert.Equal(ChangeKinds.All.Count, ChangeKinds.All.Values.DistinctBy(words => words.Zh).Count());
    }

    [Fact]
    public async Task Kinds_are_read_by_anyone() =>
        Assert.Equal(
            ChangeKinds.All.Count,
            (await new Hosts.Api(host, null).GetAsync("/v1/change-kinds")).Expect(HttpStatusCode.OK).Json.AsArray().Count
        );

    private int Watched() => ((Storage.Changes.ChangeWatch)host.Services.GetService(typeof(Storage.Changes.ChangeWatch))!).Waiting;

    private async Task LongAsync(string after, string subject, CancellationToken cancelled)
    {
        try
        {
            while (!cancelled.IsCancellationRequested)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/changes?after={after}&wait=30");
                request.Headers.Authorization = new("Bearer", host.Token("office-system", Hosts.Api.Donghu, subject));
                using var response = await host.Client.SendAsync(request, cancelled);
                if (response.IsSuccessStatusCode)
                    after = (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(cancelled))!["next"]!;
            }
        }
        catch (OperationCanceledException) { }
    }

    internal static async Task<string> NowAsync(Hosts.Api caller) =>
        (await caller.GetAsync("/v1/changes?after=now")).Expect(HttpStatusCode.OK)["next"]!;

    /// <summary>What there is of a person, by pages.</summary>
    private static async Task<List<JsonNode>> AllAsync(Hosts.Api caller, string? after, string person)
    {
        var all = new List<JsonNode>();
        while (true)
        {
            var page = (await caller.GetAsync($"/v1/changes?pageSize=200{(after is null ? "" : "&after=" + after)}"))
                .Expect(HttpStatusCode.OK)
                .Json;
            all.AddRange(page["items"]!.AsArray().Where(item => (string?)item!["personId"] == person)!);
            after = (string)page["next"]!;
            if (!(bool)page["more"]!)
                return all;
        }
    }

    /// <summary>The same, once a kind of event is there: transactions of other tests hold the feed back for a moment.</summary>
    private static async Task<List<JsonNode>> UntilAsync(Hosts.Api caller, string? after, string person, string kind)
    {
        List<JsonNode> found = [];
        await Wait.UntilAsync(
            async () => (found = await AllAsync(caller, after, person)).Any(change => (string?)change["event"] == kind),
            () => $"{kind} among {string.Join(' ', found.Select(change => (string?)change["event"]))}"
        );
        return found;
    }

    private async Task<List<(long, string)>> JournalAsync(string person)
    {
        var text = await host.ScalarAsync<string>(
            "SELECT string_agg(sequence || ' ' || event, ',' ORDER BY sequence) FROM journal WHERE person_id = $1",
            Guid.Parse(person)
        );
        return [.. text.Split(',').Select(row => row.Split(' ')).Select(row => (long.Parse(row[0], null), row[1]))];
    }
}
