using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Api.Tests.Reports;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Npgsql;

namespace Grid.Api.Tests.Security;

/// <summary>A register of its own, because the callers who may do something do it.</summary>
public sealed class ReachHost : ApiHost
{
    public const string County = "360102";
    public const string City = "36010001";
    public const string OtherCity = "36020001";
    private const string OtherOffice = "36042401";

    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?> { ["Grid:Webhooks:Hosts:0"] = "office.example.cn" };

    public Hosts.Api Clerk => new(this, Token("clerk", Hosts.Api.Donghu));

    public Hosts.Api Operator => new(this, Token("operator"));

    /// <summary>A caller of this role whose reach has the county, or has not.</summary>
    /// <param name="role">The caller's.</param>
    /// <param name="own">It is within reach.</param>
    /// <param name="forProvince">What is asked is for the whole province: then an office of the very region has it out of reach.</param>
    internal Hosts.Api Caller(Role role, bool own, bool forProvince)
    {
        var needsOffice = role is Role.Clerk or Role.Supervisor or Role.OfficeSystem;
        var office =
            forProvince && !needsOffice ? (own ? null : City)
            : role is Role.Clerk or Role.OfficeSystem ? (own ? Hosts.Api.Donghu : OtherOffice)
            : role is Role.PlatformLink && own ? null
            : own ? City
            : OtherCity;
        return new Hosts.Api(this, Token(RoleNames.Of(role), office, $"reach-{role}-{office ?? "province"}"));
    }

    /// <summary>What an operation is asked about: something of the county, made for it.</summary>
    internal Task<ReachTarget> TargetAsync(string operation) =>
        operation switch
        {
            _ when operation.StartsWith("applications.", StringComparison.Ordinal) => ApplicationAsync(),
            "persons.revoke-exit" or "persons.record-informing" or "persons.object" => ExitedAsync(),
            "persons.answer-objection" => ObjectedAsync(),
            "persons.confirm-revocation" or "persons.reject-revocation" => RevocationProposedAsync(),
            "persons.confirm-proposal" or "persons.reject-proposal" => ErrorProposedAsync(),
            "persons.link" => LinkableAsync(),
            "transfer-requests.read" => AskedAsync(),
            "denominators.read" => DenominatorAsync(),
            "access-log.read" or "access-log.unusual-readers" => ReadAsync(),
            "platform.backfill"
            or "platform.pause-backfill"
            or "platform.resume-backfill"
            or "platform.cancel-backfill"
            or "platform.throttle-backfill"
            or "platform.backfills" => BackfillAsync(),
            _ when operation.StartsWith("imports.", StringComparison.Ordinal) && operation != "imports.order" => ImportAsync(
                operation == "imports.run" ? "checked" : "reading"
            ),
            _ when operation.StartsWith("certificates.", StringComparison.Ordinal) => CertifiedAsync(),
            "hardship.examine" or "hardship.recognise" or "hardship.refuse" => HardshipAsync(),
            _ when operation.StartsWith("hardship.", StringComparison.Ordinal) => RegisteredAsync(),
            "households.create" or "households.add-member" => HouseholdAsync(others: true),
            _ when operation.StartsWith("households.", StringComparison.Ordinal) => HouseholdAsync(others: false),
            "matters.prefilled" => PrefilledAsync(),
            "matters.ask" or "matters.withdraw" or "matters.object" or "matters.answer" or "matters.list" => MatterAsync(),
            _ when operation.StartsWith("civil-affairs.", StringComparison.Ordinal) => Task.FromResult(
                new ReachTarget { Application = "70000007" }
            ),
            "complaints.take" or "complaints.answer" or "complaints.withdraw" => ComplainedAsync(),
            "complaints.read" or "complaints.raise" or "survey-answers.read" => RegisteredAsync(),
            "survey-answers.settle" => SurveyedAsync(),
            "phone-surveys.read" or "phone-surveys.answer" => SurveyAsync(),
            "case-moves.read" or "case-moves.cancel" or "case-moves.list" => CaseMoveAsync(),
            "person-lists.create" => Task.FromResult(new ReachTarget()),
            _ when operation.StartsWith("person-lists.", StringComparison.Ordinal) => PersonListAsync(),
            _ when operation.StartsWith("matching.", StringComparison.Ordinal)
                    && operation is not ("matching.sources" or "matching.runs" or "matching.open-run") => MatchRunAsync(),
            _ when operation.StartsWith("persons.", StringComparison.Ordinal)
                    || operation.StartsWith("duties.", StringComparison.Ordinal) => RegisteredAsync(),
            _ when operation.StartsWith("webhooks.", StringComparison.Ordinal) => WebhookAsync(),
            "changes.list"
            or "changes.cases"
            or "registrations.read"
            or "platform.refused-applications"
            or "platform.settled-applications" => RegisteredAsync(),
            _ => Task.FromResult(new ReachTarget()),
        };

    private async Task<ReachTarget> WebhookAsync()
    {
        var made = await new Hosts.Api(this, Token("security-administrator", City)).PostAsync(
            "/v1/webhooks",
            new
            {
                name = "业务系统",
                office = Hosts.Api.Donghu,
                address = "https://office.example.cn/grid-changes",
            }
        );
        return new ReachTarget { Id = made.Expect(HttpStatusCode.Created)["id"]! };
    }

    private async Task<ReachTarget> ApplicationAsync()
    {
        var made = (await Clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);
        return new ReachTarget { Person = made["personId"]!, Application = made["applicationNumber"]! };
    }

    private async Task<ReachTarget> RegisteredAsync()
    {
        var (person, application, registration) = await People.RegisterAsync(Clerk);
        return new ReachTarget
        {
            Person = person,
            Application = application,
            Registration = registration,
            Duty = (await Clerk.DutiesAsync(person))[0],
        };
    }

    private async Task<ReachTarget> CertifiedAsync()
    {
        var target = await RegisteredAsync();
        (await Clerk.PostAsync($"/v1/persons/{target.Person}/certificate", null)).Expect(HttpStatusCode.OK);
        return target;
    }

    private async Task<ReachTarget> HardshipAsync()
    {
        var target = await RegisteredAsync();
        var applied = await Clerk.PostAsync(
            $"/v1/persons/{target.Person}/hardship/applications",
            new { origin = "office", categories = new[] { "050" } }
        );
        return target with { Id = applied.Expect(HttpStatusCode.OK)["reference"]! };
    }

    /// <param name="others">The person is another one than its member.</param>
    private async Task<ReachTarget> HouseholdAsync(bool others)
    {
        var target = await RegisteredAsync();
        var made = await Clerk.PostAsync(
            "/v1/households",
            new { members = new[] { new { personId = target.Person, relationship = "0" } } }
        );
        return (others ? await RegisteredAsync() : target) with { Id = made.Expect(HttpStatusCode.Created)["id"]! };
    }

    private async Task<ReachTarget> MatterAsync()
    {
        var target = await RegisteredAsync();
        (await Clerk.PostAsync($"/v1/persons/{target.Person}/matters", new { kind = "benefit" })).Expect(HttpStatusCode.OK);
        return target;
    }

    private async Task<ReachTarget> PrefilledAsync()
    {
        var claimed = await new Hosts.Api(this, Token("benefit-system")).PostAsync(
            "/v1/matters",
            new
            {
                kind = "benefit",
                systemReference = "SY-" + Guid.NewGuid().ToString("N"),
                identityNumber = People.Number(),
                name = "欧阳测试",
                office = Hosts.Api.Donghu,
                on = "2026-01-02",
            }
        );
        return new ReachTarget { Person = claimed.Expect(HttpStatusCode.OK)["personId"]! };
    }

    private async Task<ReachTarget> ComplainedAsync()
    {
        var target = await RegisteredAsync();
        var raised = await Clerk.PostAsync($"/v1/persons/{target.Person}/complaints", """{"kind": "1", "text": "要求提供离职证明"}""");
        return target with { Id = raised.Expect(HttpStatusCode.Created)["reference"]! };
    }

    private async Task<ReachTarget> SurveyAsync()
    {
        var planned = await Province.PostAsync(
            "/v1/phone-surveys",
            new
            {
                region = County,
                title = "电话抽查",
                plannedOn = ReachTarget.Ahead,
                size = 10,
            }
        );
        return new ReachTarget { Id = (string)planned.Expect(HttpStatusCode.Created).Json["id"]! };
    }

    /// <summary>The person says that papers were asked for.</summary>
    private async Task<ReachTarget> SurveyedAsync()
    {
        var (survey, target) = (await SurveyAsync(), await RegisteredAsync());
        var drawn = await Province.PostAsync(
            "/v1/phone-samples",
            new
            {
                region = County,
                from = ReachTarget.Now,
                to = ReachTarget.Now,
                size = 500,
                seed = 1,
                reason = "第三方电话抽查",
                survey = survey.Id,
            }
        );
        drawn.Expect(HttpStatusCode.OK);
        var answered = await Province.PostAsync(
            $"/v1/phone-surveys/{survey.Id}/answers",
            new
            {
                registrationNumber = target.Registration,
                outcome = "answered",
                answers = new[] { new { question = "2", answer = "1" } },
            }
        );
        answered.Expect(HttpStatusCode.OK);
        return target with { Id = survey.Id };
    }

    private Hosts.Api Province => new(this, Token("supervisor", Hosts.Api.Province, "reach-survey-" + Guid.NewGuid().ToString("N")));

    private async Task<ReachTarget> LinkableAsync() => await RegisteredAsync() with { Id = (await RegisteredAsync()).Person };

    /// <summary>The county's office asks; the other region's holds the case, and does not read what was written down there.</summary>
    private async Task<ReachTarget> AskedAsync()
    {
        var number = People.Number();
        var (person, _, _) = await People.RegisterAsync(
            new Hosts.Api(this, Token("clerk", OtherOffice)),
            People.Submission(number, OtherOffice)
        );
        var asked = (await Clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.OK);
        return new ReachTarget { Person = person, Id = asked["reference"]! };
    }

    private async Task<ReachTarget> ReadAsync()
    {
        var target = await RegisteredAsync();
        (await Clerk.GetAsync($"/v1/persons/{target.Person}")).Expect(HttpStatusCode.OK);

        // Who asks about somebody is on the log too: the row of an auditor's own question is no other region's.
        return target with
        {
            OnlyMark = "test-clerk-" + Hosts.Api.Donghu,
        };
    }

    private async Task<ReachTarget> DenominatorAsync()
    {
        var target = new ReachTarget();
        var route = Routes.Of(this).Single(route => route.Operation == "denominators.enter");
        (await this.Statistician().PutAsync(target.Path(route), target.Body(route, Role.Statistician))).Expect(HttpStatusCode.OK);
        return target;
    }

    private async Task<ReachTarget> ExitedAsync()
    {
        var target = await RegisteredAsync();
        (await Clerk.PostAsync($"/v1/persons/{target.Person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        return target;
    }

    private async Task<ReachTarget> ObjectedAsync()
    {
        var target = await ExitedAsync();
        var raised = (await Clerk.PostAsync($"/v1/persons/{target.Person}/objections", new { against = "exit", text = "请复核" })).Expect(
            HttpStatusCode.Created
        );
        return target with { Id = raised["reference"]! };
    }

    private async Task<ReachTarget> RevocationProposedAsync()
    {
        var target = await RegisteredAsync();
        (await Clerk.PostAsync($"/v1/persons/{target.Person}/registration-revocation", target.Revocation())).Expect(HttpStatusCode.OK);
        return target;
    }

    private async Task<ReachTarget> ErrorProposedAsync()
    {
        var target = await ApplicationAsync();
        var proposed = (await Clerk.PostAsync($"/v1/persons/{target.Person}/entered-in-error", target.Error())).Expect(HttpStatusCode.OK);
        return target with { Id = proposed["reference"]! };
    }

    /// <summary>Whatever their state: those of the same range would keep each other away.</summary>
    public Task EndBackfillsAsync() => RunAsync("UPDATE platform_backfill SET status = 'cancelled' WHERE status IN ('running', 'paused')");

    private async Task<ReachTarget> BackfillAsync()
    {
        await EndBackfillsAsync();
        var id = (await Operator.PostAsync("/v1/platform/backfills", ReachTarget.Backfill())).Expect(HttpStatusCode.Accepted)["id"]!;
        return new ReachTarget { Id = id };
    }

    private async Task<ReachTarget> CaseMoveAsync()
    {
        var id = Guid.NewGuid();
        await RunAsync(
            $"""
            INSERT INTO case_move (id, area, reason, ordered_by, ordered_at, status, total) VALUES ('{id}', '{County}', 'r', 'b', now(), 'done', 0)
            """
        );
        return new ReachTarget { Id = id.ToString("N") };
    }

    private async Task<ReachTarget> ImportAsync(string status)
    {
        var supervisor = new Hosts.Api(this, Token("supervisor", Hosts.Api.Donghu));
        var order = new { reason = "历史数据", checksOnly = true };
        var id = (await supervisor.PostAsync("/v1/imports", order)).Expect(HttpStatusCode.Created)["id"]!;
        await RunAsync($"UPDATE import SET status = '{status}' WHERE id = '{id}'");
        return new ReachTarget { Id = id };
    }

    private async Task<ReachTarget> PersonListAsync()
    {
        var number = People.Number();
        await People.RegisterAsync(Clerk, People.Submission(number));
        var made = (await Clerk.PostAsync("/v1/person-lists", new { name = "名单", numbers = new[] { number } })).Expect(
            HttpStatusCode.Created
        );
        return new ReachTarget { Id = made["id"]! };
    }

    private async Task<ReachTarget> MatchRunAsync()
    {
        var id = Guid.NewGuid();
        await RunAsync(
            $"""
            INSERT INTO match_run (id, source, as_of, sent_by, opened_at, status, expected, complete)
            VALUES ('{id}', 'employment', now(), 'b', now(), 'done', 0, false)
            """
        );
        return new ReachTarget { Id = id.ToString("N") };
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.OwnerConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>Something of the county that a request is about, and the requests about it.</summary>
internal sealed record ReachTarget
{
    public string Person { get; init; } = "0123456789abcdef0123456789abcdef";

    public string Application { get; init; } = "";

    public string Registration { get; init; } = "";

    public string Duty { get; init; } = "none";

    /// <summary>Of an objection, a proposal, a backfill, an order.</summary>
    public string Id { get; init; } = "0123456789abcdef0123456789abcdef";

    private static DateOnly Today => TimeProvider.System.Today();

    private static string Day(int ago) => Today.AddDays(-ago).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    internal static string Now => Day(0);

    internal static string Ahead => Day(-7);

    /// <summary>In place of its own: what another region must not see of it.</summary>
    public string? OnlyMark { get; init; }

    /// <summary>What tells that an answer is about it.</summary>
    public IEnumerable<string> Marks =>
        OnlyMark is { } only
            ? [only]
            : new[] { Person, Application, Registration, Id }.Where(mark => mark.Length > 0 && mark != new ReachTarget().Id);

    public string Path(Routes route) =>
        route
            .Pattern.Replace("{personId}", Person, StringComparison.Ordinal)
            .Replace(
                "{number}",
                route.Operation.StartsWith("registrations.", StringComparison.Ordinal) ? Registration : Application,
                StringComparison.Ordinal
            )
            .Replace("{key}", Duty, StringComparison.Ordinal)
            .Replace("{matter}", (Application.Length > 0 ? Application : "3601022026112000000015") + "-1", StringComparison.Ordinal)
            .Replace("{source}", "employment", StringComparison.Ordinal)
            .Replace("{id}", HasNumber(route) ? "1" : Id, StringComparison.Ordinal)
            .Replace("{region}", ReachHost.County, StringComparison.Ordinal)
            .Replace("policy-texts/{code}", "policy-texts/no-papers", StringComparison.Ordinal)
            .Replace("{version}", "1", StringComparison.Ordinal)
            .Replace("{code}", ReachHost.County, StringComparison.Ordinal)
            .Replace("{period}", ReportCalls.Now.ToString(), StringComparison.Ordinal)
            .Replace("{day}", Day(1), StringComparison.Ordinal)
            .Replace("{year}", "2027", StringComparison.Ordinal)
            .Replace("{kind}", "firstContact", StringComparison.Ordinal)
            .Replace("{sequence}", "1", StringComparison.Ordinal)
            .Replace("{proposal}", Id, StringComparison.Ordinal)
        + (
            route.Operation switch
            {
                "worklists.list"
                or "worklists.read"
                or "wording-flags.list"
                or "duplicates.list"
                or "platform-applications.list"
                or "notices.undelivered"
                or "notices.state"
                or "matters.list"
                or "matters.messages"
                or "licences.items"
                or "open-complaints.list"
                or "board.read"
                or "platform.refused-items"
                or "readings.figures"
                or "denominators.list" => "?region=" + ReachHost.County,
                "reports.list" => $"?region={ReachHost.County}&period={ReportCalls.Now}",
                "performance.read" or "complaints.figures" => $"?from={Day(30)}&to={Day(1)}&region={ReachHost.County}",
                "platform.days" => $"?from={Day(30)}&to={Day(1)}",
                "access-log.read" => "?person=" + Person,
                "access-log.unusual-readers" => "?all=true",
                "counts.persons" => "?measure=exited&dimension=exitReason&value=11",
                "counts.stock" => "?on=" + Day(1),
                "calendars.load" => "?dryRun=true",
                _ => "",
            }
        );

    /// <summary>Identifiers of lists are numbers.</summary>
    private static bool HasNumber(Routes route) =>
        route.Operation
            is "platform.resend-item"
                or "platform.settle-item"
                or "platform.retry-application"
                or "platform-applications.reveal"
                or "platform-applications.settle"
                or "notices.retry"
                or "matters.resend"
                or "licences.resend"
                or "licences.settle";

    /// <summary>The body of the request; the example of the documentation where that fits.</summary>
    public string Body(Routes route, Role role) =>
        route.Operation switch
        {
            "applications.submit" when role == Role.PlatformLink => FromPlatform().ToJsonString(),
            "applications.verify" when role == Role.CivilAffairs => With(route, ("subject", "notDeceased")),
            "persons.hardship-check" when MachineScope.IsMachine(role) =>
                """{"evidence": {"basis": "dataMatch", "source": "民政库", "matchedAt": "2026-01-21T08:00:00+08:00"}}""",
            "matters.receive" or "matters.compare" when role == Role.CivilAffairs => With(route, ("kind", "hardship")),
            "persons.link" => With(route, ("main", Id)),
            "households.create" => $$"""{"members": [{"personId": "{{Person}}", "relationship": "0"}]}""",
            "households.add-member" => $$"""{"personId": "{{Person}}", "relationship": "1"}""",
            "applications.submit" => People.Submission(office: Hosts.Api.Donghu).ToJsonString(),
            "persons.search" => """{"name": "王小明"}""",
            "persons.revoke-exit" => With(route, ("registrationNumber", Registration)),
            "persons.revoke-registration" => Revocation().ToJsonString(),
            "persons.end-in-error" => Error().ToJsonString(),
            "persons.correct-number" => With(route, ("applicationNumber", Application)),
            "persons.record-informing" => """{"of": "exit", "channel": "telephone", "outcome": "informed"}""",
            "platform.start-backfill" => Backfill().ToJsonString(),
            "platform.resend-days" => With(route, ("from", Day(3)), ("to", Day(2)), ("region", ReachHost.County)),
            "phone-samples.draw" => With(route, ("from", Day(3)), ("to", Day(2)), ("region", ReachHost.County)),
            "phone-surveys.plan" => With(route, ("plannedOn", Ahead), ("region", ReachHost.County)),
            "policy-texts.propose" => With(route, ("code", "a" + Guid.NewGuid().ToString("N")), ("effectiveFrom", Ahead)),
            "case-moves.order" => With(route, ("region", ReachHost.County)),
            "layoffs.submit" => With(route, ("office", Hosts.Api.Donghu)),
            "calendars.load" or "calendars.preview" =>
                """{"year": 2027, "region": "360102", "status": "provisional", "notice": "地方节日", "off": ["2027-03-03"], "worked": []}""",
            "notices.delivery-report" => With(route, ("at", Day(1) + "T08:00:00+08:00")),
            _ => route.Example?.ToJsonString() ?? "{}",
        };

    private static JsonObject FromPlatform()
    {
        var body = People.Submission(office: Hosts.Api.Donghu);
        body["channel"] = "platform";
        body["platformNumber"] = "P-" + Guid.NewGuid().ToString("N")[..12];
        return body;
    }

    public JsonObject Revocation() =>
        new()
        {
            ["registrationNumber"] = Registration,
            ["reason"] = "1",
            ["since"] = "2026-01-16",
            ["evidence"] = new JsonObject { ["basis"] = "manualCheck", ["note"] = "人工核查" },
        };

    public JsonObject Error() =>
        new()
        {
            ["applicationNumber"] = Application,
            ["why"] = "证件号码录入错误",
            ["noRightNumber"] = "cannotBeFound",
        };

    public static JsonObject Backfill() =>
        new()
        {
            ["kind"] = "registrations",
            ["region"] = ReachHost.County,
            ["reason"] = "补传",
        };

    private static string With(Routes route, params (string Name, string Value)[] members)
    {
        var body = route.Example!.DeepClone().AsObject();
        foreach (var (name, value) in members)
            body[name] = value;
        return body.ToJsonString();
    }
}
