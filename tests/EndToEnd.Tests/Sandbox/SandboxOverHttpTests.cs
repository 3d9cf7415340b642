using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Grid.Domain.Calendar;
using Grid.Sandbox.Province;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Sandbox;

/// <summary>
/// The sandbox over HTTP: the documented numbers, the clock and the reset. Each test begins with a reset, so each is also a test of it.
/// </summary>
[Collection(OneSandbox.Name)]
public sealed partial class SandboxOverHttpTests(SandboxRun run)
{
    private const string Office = "36010201";
    private static readonly KnownProvince Province = KnownProvince.BuiltIn;

    [Fact]
    public async Task Every_documented_number_is_in_its_situation()
    {
        await ResetAsync();
        var numbers = await run.CasesAsync();
        var tokens = new Dictionary<(string, string), string>();
        var wrong = new List<string>();
        foreach (var one in Province.Cases)
        {
            foreach (var held in one.Holds)
            {
                var who = (held.As, held.At ?? one.Office);
                if (!tokens.TryGetValue(who, out var token))
                    tokens[who] = token = await run.TokenAsync(held.As, who.Item2);
                var answer = await run.SendAsync(HttpMethod.Get, Placeholders.Fill(held.Get, one, numbers), null, token);
                if (answer.Status != HttpStatusCode.OK || !Part.IsIn(Placeholders.Fill(held.Is, one, numbers), JsonNode.Parse(answer.Text)))
                    wrong.Add($"{one.Id}: {held.Is.ToJsonString()} is not in {(int)answer.Status} {answer.Text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(Province.Cases.Count(one => one.Holds.Count > 0) >= 40);
        Assert.All(Province.Cases, one => Assert.True(one.Steps.Count == 0 || one.Holds.Count > 0, one.Id));

        // A number of an area that exists could be somebody's.
        Assert.All(Province.Cases, one => Assert.StartsWith("369901", one.Number, StringComparison.Ordinal));
        Assert.Distinct(Province.Cases.Select(one => one.Number));
    }

    [Fact]
    public async Task A_reset_takes_everything_back_and_may_be_repeated()
    {
        await ResetAsync();
        var clerk = await run.TokenAsync("clerk", Office);
        var before = await run.CasesAsync();
        for (var times = 0; times < 2; times++)
        {
            await SubmitAsync("fresh", clerk, HttpStatusCode.Created);
            await MoveAsync(new { days = 2 }, clerk);
            await ResetAsync();
            var after = await run.CasesAsync();
            Assert.Equal(before, after);
            Assert.Equal(Province.StartsAt.Date, (await NowAsync()).Date);
        }

        // What was submitted is forgotten, with its key.
        Assert.False((await SubmitAsync("fresh", clerk, HttpStatusCode.Created)).IsReplay);
    }

    [Fact]
    public async Task After_three_working_days_the_review_is_overdue_and_escalated()
    {
        await ResetAsync();
        var clerk = await run.TokenAsync("clerk", Office);
        var submitted = (await SubmitAsync("fresh", clerk, HttpStatusCode.Created)).Expect(HttpStatusCode.Created);
        var at = $"/v1/applications/{submitted["applicationNumber"]}";
        await MoveAsync(new { workingDays = 3 }, clerk);
        var lastDay = await run.GetAsync(at, clerk);
        Assert.Equal("2026-12-03", (string?)lastDay["reviewDue"]);
        Assert.Null(lastDay["overdueSince"]);

        await MoveAsync(new { days = 1 }, clerk);
        var late = await run.GetAsync(at, clerk);
        Assert.StartsWith("2026-12-04T", (string?)late["overdueSince"], StringComparison.Ordinal);
        Assert.NotNull(late["escalatedTo"]);

        // What is done now is of the day that the clock shows.
        var check = new
        {
            subject = "identity",
            outcome = "confirmed",
            evidence = new { basis = "3", note = "当面核对" },
        };
        (await run.SendAsync(HttpMethod.Post, at + "/verifications", check, clerk, "late-1")).Expect(HttpStatusCode.OK);
        (await run.SendAsync(HttpMethod.Post, at + "/approval", new { }, clerk, "late-2")).Expect(HttpStatusCode.Created);
        var person = await run.GetAsync($"/v1/persons/{submitted["personId"]}", clerk);
        Assert.Equal(
            ("2026-12-04", "2026-12-11"),
            ((string?)person["registration"]!["registeredOn"], (string?)person["registration"]!["firstContactDue"])
        );
    }

    [Fact]
    public async Task Three_months_bring_each_month_its_follow_up_and_end_keys_but_no_tokens()
    {
        await ResetAsync();
        var clerk = await run.TokenAsync("clerk", Office);
        var numbers = await run.CasesAsync();
        await SubmitAsync("fresh", clerk, HttpStatusCode.Created);
        Assert.True((await SubmitAsync("fresh", clerk, HttpStatusCode.Created)).IsReplay);

        var moved = await MoveAsync(new { months = 3 }, clerk);
        Assert.Equal("2027-02-28", (string?)moved["today"]);
        Assert.True((int)moved["remindersCalled"]! > 40, moved.ToJsonString());
        Assert.Equal(0, (int)moved["waiting"]!["figures"]!);

        // Each deadline was met at its own moment, not at the end of the move.
        var person = numbers["registered"].PersonId;
        var duties = (await run.GetAsync($"/v1/persons/{person}/duties", clerk))["items"]!.AsArray();
        var contact = duties.Single(duty => (string?)duty!["kind"] == "firstContact")!;
        Assert.Equal("overdue", (string?)contact["bucket"]);
        var history = (await run.GetAsync($"/v1/persons/{person}/history?pageSize=100", clerk))["items"]!.AsArray();
        var months = history.Select(entry => ((string)entry!["at"]!)[..7]).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "2026-12", "2027-01", "2027-02" }, months);

        // Keys live by this clock, 90 days after the end of their month. The token lives by the machine's, and is as good as before.
        await run.GetAsync($"/v1/commands/{KeyOf("fresh")}", clerk);
        await MoveAsync(new { days = 1 }, clerk);
        (await run.SendAsync(HttpMethod.Get, $"/v1/commands/{KeyOf("fresh")}", null, clerk)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_next_period_opens_with_what_the_last_one_closed_with()
    {
        await ResetAsync();
        var statistician = await run.TokenAsync("statistician", "36000001");
        var clerk = await run.TokenAsync("clerk", Office);
        var numbers = await run.CasesAsync();
        await MoveAsync(new { to = "2026-12-25" }, clerk);
        var on = new
        {
            reason = "12",
            on = "2026-12-24",
            evidence = new
            {
                basis = "2",
                source = "市场主体登记信息库",
                matchedAt = "2026-12-25T08:00:00+08:00",
            },
        };
        (await run.SendAsync(HttpMethod.Post, $"/v1/persons/{numbers["contacted"].PersonId}/exit", on, clerk, "period-1")).Expect(
            HttpStatusCode.OK
        );
        await MoveAsync(new { days = 1 }, clerk);
        var (closed, opened) = (await TotalsAsync("2026-12", statistician), await TotalsAsync("2027-01", statistician));
        Assert.True(closed["closing"] > 15, string.Join(',', closed));
        Assert.Equal(closed["closing"], opened["opening"]);
        Assert.Equal((1, opened["opening"] - 1), (opened["exited"], opened["closing"]));
    }

    [Fact]
    public async Task The_platform_takes_what_happens_after_the_clock_was_moved()
    {
        await ResetAsync();
        var clerk = await run.TokenAsync("clerk", Office);
        var numbers = await run.CasesAsync();
        await MoveAsync(new { months = 2 }, clerk);
        var exit = new
        {
            reason = "11",
            on = "2027-01-29",
            evidence = new
            {
                basis = "2",
                source = "就业登记信息库",
                matchedAt = "2027-01-30T08:00:00+08:00",
            },
        };
        (await run.SendAsync(HttpMethod.Post, $"/v1/persons/{numbers["contacted"].PersonId}/exit", exit, clerk, "platform-1")).Expect(
            HttpStatusCode.OK
        );

        // Its signature is of the moved clock, and five minutes off would be too much.
        var registration = numbers["contacted"].RegistrationNumber;
        await Wait.UntilAsync(
            async () =>
                (await run.GetAsync($"/sandbox/simulators/platform/control/holdings?kind=exit&registration={registration}", null))["items"]!
                    .AsArray()
                    .Count == 1,
            "the exit at the platform"
        );
    }

    [Fact]
    public async Task The_clock_goes_forward_only_for_callers_and_says_what_is_wrong()
    {
        await ResetAsync();
        var clerk = await run.TokenAsync("clerk", Office);
        (await run.SendAsync(HttpMethod.Post, "/sandbox/clock", new { days = 1 }, token: null)).Expect(HttpStatusCode.Unauthorized);
        (await run.SendAsync(HttpMethod.Post, "/sandbox/clock", new { days = 1 }, clerk + "x")).Expect(HttpStatusCode.Unauthorized);
        (await run.SendAsync(HttpMethod.Post, "/sandbox/reset", null, token: null)).Expect(HttpStatusCode.Unauthorized);
        foreach (
            var (order, field) in new (object, string)[]
            {
                (new { to = "2026-11-29" }, "to"),
                (new { to = "2028-01-01" }, "to"),
                (new { days = -1 }, "days"),
                (new { days = 0 }, "days"),
                (new { months = 13 }, "months"),
                (new { workingDays = 251 }, "workingDays"),
                (new { to = "tomorrow" }, "to"),
                (new { to = "2026-12-02T09:00:00" }, "to"),
                (new { }, "to"),
                (new { days = 1, months = 1 }, "to"),
            }
        )
        {
            var answer = (await run.SendAsync(HttpMethod.Post, "/sandbox/clock", order, clerk)).Expect(HttpStatusCode.BadRequest);
            Assert.Equal(field, (string?)answer["errors"]![0]!["field"]);
        }

        Assert.Equal(Province.StartsAt.Date, (await NowAsync()).Date);
        (await run.SendAsync(HttpMethod.Post, "/sandbox/clock", new { dayz = 1 }, clerk)).Expect(HttpStatusCode.BadRequest);

        // Sent twice, a date moves once.
        await MoveAsync(new { to = "2026-12-02" }, clerk);
        (await run.SendAsync(HttpMethod.Post, "/sandbox/clock", new { to = "2026-12-02T09:00:00+08:00" }, clerk)).Expect(
            HttpStatusCode.BadRequest
        );
        Assert.Equal(new DateTime(2026, 12, 2), (await NowAsync()).Date);
    }

    [Fact]
    public async Task Every_role_gets_a_token_that_the_register_accepts()
    {
        foreach (
            var (role, office) in new[]
            {
                ("clerk", Office),
                ("supervisor", Office),
                ("statistician", Office),
                ("hotline", Office),
                ("operator", null),
                ("auditor", null),
                ("security-administrator", null),
                ("office-system", Office),
                ("benefit-system", null),
                ("civil-affairs", null),
                ("matching-feed", null),
                ("platform-link", null),
                ("platform-administration", null),
            }
        )
        {
            var token = await run.TokenAsync(role, office);
            var answer = await run.SendAsync(HttpMethod.Get, "/v1/commands/none", null, token);
            Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{role}: {answer.Text}");
        }

        var wrong = (await run.SendAsync(HttpMethod.Post, "/sandbox/tokens", new { role = "boss" }, null)).Expect(
            HttpStatusCode.BadRequest
        );
        Assert.Equal("role", (string?)wrong["errors"]![0]!["field"]);
        (await run.SendAsync(HttpMethod.Post, "/sandbox/tokens", new { role = "clerk" }, null)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Every_answer_and_page_says_that_it_is_a_sandbox()
    {
        await ResetAsync();
        foreach (
            var path in (string[])
                ["/sandbox", "/v1/offices", "/v1/persons/x", "/nothing", "/sandbox/nothing", "/openapi/office.json", "/console"]
        )
        {
            var answer = await run.SendAsync(HttpMethod.Get, path, null, null);
            Assert.True(answer.Shown?.StartsWith("2026-11-30T09:", StringComparison.Ordinal), $"{path}: {answer.Shown}");
        }

        var page = (await run.SendAsync(HttpMethod.Get, "/sandbox", null, null)).Text;
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.True(page.IndexOf("沙箱", StringComparison.Ordinal) < page.IndexOf("Sandbox", StringComparison.Ordinal));
        var numbers = await run.CasesAsync();
        foreach (var one in Province.Cases)
        {
            Assert.Contains(one.Number, page, StringComparison.Ordinal);
            Assert.Contains(one.En, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
            if (numbers[one.Id].ApplicationNumber is { } application)
                Assert.Contains(application, page, StringComparison.Ordinal);
        }

        // Also where people work, before and after they signed in.
        using var browser = new HttpClient { BaseAddress = run.Address };
        var signIn = WebUtility.HtmlDecode(
            await browser.GetStringAsync(new Uri("/console", UriKind.Relative), TestContext.Current.CancellationToken)
        );
        Assert.Contains("沙箱", signIn, StringComparison.Ordinal);
        using var chosen = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["role"] = "operator",
                ["office"] = "",
                ["returnUrl"] = "/console",
                ["__RequestVerificationToken"] = AntiforgeryToken().Match(signIn).Groups["token"].Value,
            }
        );
        using var board = await browser.PostAsync(
            new Uri("/console/sign-in", UriKind.Relative),
            chosen,
            TestContext.Current.CancellationToken
        );
        var shown = WebUtility.HtmlDecode(await board.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, board.StatusCode);
        Assert.Contains("blazor.web.js", shown, StringComparison.Ordinal);
        Assert.Contains("沙箱", shown, StringComparison.Ordinal);

        // The reference documents are a register's: the sandbox's own addresses are not in them.
        Assert.DoesNotContain(
            "/sandbox",
            (await run.SendAsync(HttpMethod.Get, "/openapi/v1.json", null, null)).Text,
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex AntiforgeryToken();

    private static string KeyOf(string id) => "sandbox-test-" + id;

    private async Task<SandboxAnswer> SubmitAsync(string id, string token, HttpStatusCode status)
    {
        var one = Province.Cases.Single(known => known.Id == id);
        var answer = await run.SendAsync(
            HttpMethod.Post,
            "/v1/applications",
            new
            {
                identityNumber = one.Number,
                name = one.Name,
                ground = "2",
                reason = "24",
                unemployedOn = "2026-10-31",
                jobWishes = new[] { "1" },
                commitment = new { textVersion = "2020-07", acceptedAt = "2026-11-29T09:30:00+08:00" },
                details = new { telephone = one.Telephone, health = "1" },
            },
            token,
            KeyOf(id)
        );
        answer.Expect(status);
        return answer;
    }

    private async Task<JsonNode> MoveAsync(object order, string token) =>
        (await run.SendAsync(HttpMethod.Post, "/sandbox/clock", order, token)).Expect(HttpStatusCode.OK);

    private async Task ResetAsync() =>
        (await run.SendAsync(HttpMethod.Post, "/sandbox/reset", null, await run.TokenAsync("operator"))).Expect(HttpStatusCode.OK);

    private async Task<DateTimeOffset> NowAsync() =>
        DateTimeOffset
            .Parse((string)(await run.GetAsync("/sandbox/clock", null))["now"]!, CultureInfo.InvariantCulture)
            .ToOffset(ChinaTime.Offset);

    private async Task<Dictionary<string, long>> TotalsAsync(string period, string token) =>
        (await run.GetAsync($"/v1/counts/360102?period={period}", token))["blocks"]!["urban"]!["totals"]!
            .AsObject()
            .ToDictionary(total => total.Key, total => (long)total.Value!, StringComparer.Ordinal);
}
