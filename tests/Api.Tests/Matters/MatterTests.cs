using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Calendar;
using Grid.MatterSimulator;
using Grid.Testing;

namespace Grid.Api.Tests.Matters;

/// <summary>One matter over HTTP: from one intake to three results, through systems that fail, and from a claim made there to a registration.</summary>
public sealed class MatterTests(MatterHost host) : IClassFixture<MatterHost>
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api otherClerk = new(host, host.Token("clerk", "36042401"));
    private readonly Hosts.Api benefitSystem = new(host, host.Token("benefit-system"));
    private readonly Hosts.Api hardshipSystem = new(host, host.Token("civil-affairs"));
    private readonly Hosts.Api operators = new(host, host.Token("operator"));
    private readonly Hosts.Api anyone = new(host, null);

    private static string Today => ChinaTime.DateOf(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task One_intake_leads_to_three_results_although_messages_are_lost_doubled_and_out_of_order()
    {
        await host.FailAsync(new Faults(ErrorRate: 0.25, LostAnswerRate: 0.25, DoubledRate: 0.5, OutOfOrderRate: 0.5));
        var number = People.Number();
        var (person, application, registration) = await People.RegisterAsync(clerk, Submission(number, "benefit", "hardship"));
        await Wait.UntilAsync(
            async () => (await MattersAsync(person)).All(matter => (string)matter!["status"]! == "granted"),
            "both systems answer"
        );
        var shown = (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        Assert.Equal(registration, shown.Json["registration"]!["number"]!.ToString());
        Assert.Equal((Today, Today), (shown.Json["benefit"]!["from"]!.ToString(), shown.Json["hardship"]!["from"]!.ToString()));
        Assert.Equal(2, host.Claims.All().Count(claim => claim.Number!.StartsWith(application, StringComparison.Ordinal)));

        // The applicant sees them by the receipt; nobody's list names anything in full.
        var progress = (await anyone.PostAsync("/v1/progress", new { receiptNumber = application, identityNumber = number })).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal(2, progress.Json["matters"]!.AsArray().Count);
        Assert.DoesNotContain(number, (await clerk.GetAsync("/v1/matters")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            application,
            (await otherClerk.GetAsync("/v1/matters")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
        Assert.All(host.Log.Lines, line => Assert.DoesNotContain(number, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_claim_made_at_its_system_opens_a_prefilled_application_that_the_person_completes()
    {
        await host.FailAsync(new Faults());
        var number = People.Number();
        var opened = JsonNode.Parse(await host.ClaimAsync(new NewClaim("benefit", number, "王小明", "13800138000", Hosts.Api.Donghu)))!;
        Assert.Equal("applicationPrefilled", opened["outcome"]!.ToString());
        var person = opened["personId"]!.ToString();
        Assert.Contains(
            (await clerk.GetAsync("/v1/matters?status=prefilled&kind=benefit")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray(),
            line => line!["personId"]!.ToString() == person
        );
        (await otherClerk.GetAsync($"/v1/persons/{person}/prefilled-application")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await clerk.GetAsync($"/v1/persons/{person}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var prefilled = (await clerk.GetAsync($"/v1/persons/{person}/prefilled-application")).Expect(HttpStatusCode.OK).Json[
            "application"
        ]!;
        Assert.Equal((number, "王小明"), (prefilled["identityNumber"]!.ToString(), prefilled["name"]!.ToString()));
        Assert.Equal(
            1,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'matters.prefilled' AND outcome = 'shown' AND $1 = ANY(person_ids)",
                Guid.Parse(person)
            )
        );

        // What is prefilled with what the person says, and the commitment, is the application.
        var form = People.Submission(number);
        foreach (var (member, value) in prefilled.AsObject().Where(one => one.Key != "details"))
            form[member] = value!.DeepClone();
        await People.RegisterAsync(clerk, form);
        await Wait.UntilAsync(
            async () => (await MattersAsync(person)).Any(matter => (string)matter!["status"]! == "granted"),
            "the system answers"
        );
        Assert.Equal(opened["reference"]!.ToString(), (await MattersAsync(person)).Single()!["systemReference"]!.ToString());
        (await clerk.GetAsync($"/v1/persons/{person}/prefilled-application")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_names_what_is_wrong()
    {
        await host.FailAsync(new Faults(ErrorRate: 1));
        var number = People.Number();
        (await clerk.PostAsync("/v1/applications", Submission(number, "benefit", "pension").ToJsonString())).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        var (person, application, _) = await People.RegisterAsync(clerk, Submission(number, "benefit"));
        var at = $"/v1/matters/{application}-1/answers";
        object granted = new
        {
            revision = 2,
            status = "granted",
            grant = new { from = "2026-01-01" },
        };
        (await clerk.PostAsync(at, granted)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        (await anyone.PostAsync(at, granted)).Expect(HttpStatusCode.Unauthorized);
        (await hardshipSystem.PostAsync(at, granted)).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        (await benefitSystem.PostAsync($"/v1/matters/{application}-2/answers", granted)).ExpectProblem(
            HttpStatusCode.NotFound,
            "unknown-matter"
        );
        (await benefitSystem.PostAsync("/v1/matters/3601022026112000000015-1/answers", granted)).ExpectProblem(
            HttpStatusCode.NotFound,
            "unknown-matter"
        );
        foreach (
            var (field, wrong) in ((string, object)[])
                [
                    ("path.matter", granted),
                    ("revision", new { status = "inHand" }),
                    ("status", new { revision = 1, status = "perhaps" }),
                    (
                        "grant.from",
                        new
                        {
                            revision = 1,
                            status = "granted",
                            grant = new { from = "yesterday" },
                        }
                    ),
                    ("grant", new { revision = 1, status = "granted" }),
                ]
        )
        {
            var answer = await benefitSystem.PostAsync(field == "path.matter" ? "/v1/matters/x/answers" : at, wrong);
            answer.ExpectProblem(HttpStatusCode.BadRequest, field == "grant" ? "invalid-field" : "invalid-request");
            Assert.Equal(field, answer.Json["errors"]![0]!["field"]!.ToString());
        }

        var key = Guid.NewGuid().ToString();
        Assert.Equal("matterAnswered", (await benefitSystem.PostAsync(at, granted, key)).Expect(HttpStatusCode.OK)["outcome"]);
        Assert.True((await benefitSystem.PostAsync(at, granted, key)).Expect(HttpStatusCode.OK).Headers.ContainsKey("Idempotent-Replay"));
        Assert.Equal("matterAnswered", (await benefitSystem.PostAsync(at, granted)).Expect(HttpStatusCode.OK)["outcome"]);
        Assert.Equal(
            "matterAnswerOutdated",
            (await benefitSystem.PostAsync(at, new { revision = 1, status = "inHand" })).Expect(HttpStatusCode.OK)["outcome"]
        );
        (await benefitSystem.PostAsync(at, new { revision = 2, status = "notGranted" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "matter-contradicted"
        );
        (await clerk.PostAsync($"/v1/persons/{person}/matters", new { kind = "benefit" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "matter-asked"
        );
        (await otherClerk.PostAsync($"/v1/persons/{person}/matters", new { kind = "hardship" })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );
        var withdrawal = $"/v1/persons/{person}/matters/{application}-1/withdrawal";
        (await clerk.PostAsync(withdrawal, null)).ExpectProblem(HttpStatusCode.Conflict, "matter-answered");
    }

    [Fact]
    public async Task The_person_asks_withdraws_and_objects_without_a_login()
    {
        await host.FailAsync(new Faults(ErrorRate: 1));
        var number = People.Number();
        var (person, application, _) = await People.RegisterAsync(clerk, People.Submission(number));
        (await OwnAsync("ask", kind: "benefit")).Expect(HttpStatusCode.OK);
        (await OwnAsync("ask", kind: "hardship")).Expect(HttpStatusCode.OK);
        (await OwnAsync("withdraw", matter: $"{application}-2")).Expect(HttpStatusCode.OK);
        (await OwnAsync("object", matter: $"{application}-1", text: "请复核")).ExpectProblem(
            HttpStatusCode.Conflict,
            "nothing-to-object-to"
        );
        (await benefitSystem.PostAsync($"/v1/matters/{application}-1/answers", new { revision = 1, status = "notGranted" })).Expect(
            HttpStatusCode.OK
        );
        (await OwnAsync("object", matter: $"{application}-1", text: "缴费满一年")).Expect(HttpStatusCode.OK);
        (await OwnAsync("wait")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["notGranted", "withdrawn"], (await MattersAsync(person)).Select(matter => matter!["status"]!.ToString()));
        Assert.NotNull((await MattersAsync(person))[0]!["objectedOn"]);

        Task<Answer> OwnAsync(string action, string? kind = null, string? matter = null, string? text = null) =>
            anyone.PostAsync(
                "/v1/own-matters",
                new
                {
                    receiptNumber = application,
                    identityNumber = number,
                    action,
                    kind,
                    matter,
                    text,
                }
            );
    }

    [Fact]
    public async Task A_day_is_compared_and_the_system_sends_again_what_was_lost()
    {
        await host.FailAsync(new Faults(UnreportedRate: 1));
        var (person, application, _) = await People.RegisterAsync(clerk, Submission(People.Number(), "benefit"));
        await Wait.UntilAsync(() => Task.FromResult(host.Claims.Find($"{application}-1")?.Revision == 2), "the system decides");
        await host.FailAsync(new Faults());
        await host.CompareAsync(Today);
        await Wait.UntilAsync(
            async () => (await MattersAsync(person)).All(matter => (string)matter!["status"]! == "granted"),
            "the answers come again"
        );
        var found = (await operators.GetAsync("/v1/matters/differences?kind=benefit")).Expect(HttpStatusCode.OK);
        Assert.Contains(found.Json["items"]!.AsArray(), one =>
            one!["matter"]!.ToString() == $"{application}-1" && one["settled"]!.ToString() == "askedAgain"
        );
        var list = new { kind = "hardship", matters = Array.Empty<object>() };
        (await benefitSystem.PostAsync($"/v1/matters/days/{Today}", list)).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        (await hardshipSystem.PostAsync("/v1/matters/days/2199-01-01", list)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        var twice = new
        {
            matter = $"{application}-1",
            revision = 2,
            status = "granted",
        };
        (
            await benefitSystem.PostAsync($"/v1/matters/days/{Today}", new { kind = "benefit", matters = new[] { twice, twice } })
        ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task A_message_that_was_rejected_is_on_the_operators_list_and_goes_again()
    {
        await host.FailAsync(new Faults(RefusalRate: 1));
        var (person, application, _) = await People.RegisterAsync(clerk, Submission(People.Number(), "benefit"));
        await Wait.UntilAsync(
            async () => (await MattersAsync(person)).All(matter => (string)matter!["status"]! == "failed"),
            "the message is given up"
        );
        var line = (await operators.GetAsync("/v1/matter-messages?region=360102")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .First(one => one!["matter"]!.ToString() == $"{application}-1" && one["about"]!.ToString() == "claimed")!;
        await host.FailAsync(new Faults());
        var resend = line["resend"]!.ToString();
        (await new Hosts.Api(host, host.Token("supervisor", "36042401")).PostAsync(resend, null)).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
        (await operators.PostAsync(resend, null)).Expect(HttpStatusCode.Accepted);
        await Wait.UntilAsync(
            async () => (await MattersAsync(person)).All(matter => (string)matter!["status"]! == "granted"),
            "the system answers"
        );
    }

    private static JsonObject Submission(string number, params string[] matters)
    {
        var form = People.Submission(number);
        form["matters"] = new JsonArray([.. matters.Select(kind => (JsonNode)kind)]);
        return form;
    }

    private async Task<JsonArray> MattersAsync(string person) =>
        (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Json["matters"]?.AsArray() ?? [];
}
