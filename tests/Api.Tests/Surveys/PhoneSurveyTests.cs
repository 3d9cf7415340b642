using System.Globalization;
using System.Net;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Calendar;

namespace Grid.Api.Tests.Surveys;

/// <summary>A survey from its plan to its figures: who was drawn may answer, once, and what contradicts goes to the office above.</summary>
[Collection(OneHost.Name)]
public sealed class PhoneSurveyTests(ApiHost host)
{
    private const string County = "360703";
    private const string Office = County + "01";
    private const string City = "36070001";
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Office));
    private readonly Hosts.Api auditor = new(host, host.Token("auditor", null, "survey-" + Guid.NewGuid().ToString("N")));

    private static string Day(int ahead) => TimeProvider.System.Today().AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Planned_drawn_answered_and_published_by_office()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk, People.Submission(office: Office));
        (await clerk.PostAsync($"/v1/persons/{person}/contacts", """{"channel": "telephone", "outcome": "reached"}""")).Expect(
            HttpStatusCode.OK
        );
        var (_, _, other) = await People.RegisterAsync(clerk, People.Submission(office: Office));
        var id = await PlanAsync();
        (await AnswerAsync(id, registration)).ExpectProblem(HttpStatusCode.NotFound, "not-in-sample");
        var drawn = await DrawAsync(id);
        Assert.Equal(id, (string?)drawn.Expect(HttpStatusCode.OK).Json["survey"]);

        // The person knows of no call, and was asked for papers.
        (await AnswerAsync(id, registration, ("1", "2"), ("2", "1"))).Expect(HttpStatusCode.OK);
        (await AnswerAsync(id, registration, ("1", "1"))).ExpectProblem(HttpStatusCode.Conflict, "already-surveyed");
        (await auditor.PostAsync($"/v1/phone-surveys/{id}/answers", new { registrationNumber = other, outcome = "refused" })).Expect(
            HttpStatusCode.OK
        );
        var wrong = await AnswerAsync(id, registration, ("1", "9"), ("44", "1"));
        Assert.Equal(
            ["answers[0].answer", "answers[1].question"],
            wrong.Expect(HttpStatusCode.BadRequest).Json["errors"]!.AsArray().Select(error => (string?)error!["field"])
        );

        var supervisor = new Hosts.Api(host, host.Token("supervisor", City));
        var said = (await supervisor.GetAsync($"/v1/persons/{person}/survey-answers")).Expect(HttpStatusCode.OK).Json["items"]![0]!;
        Assert.Equal(
            (true, false, "notContacted papersAsked"),
            (
                (bool)said["contacted"]!,
                (bool)said["served"]!,
                string.Join(' ', said["contradictions"]!.AsArray().Select(one => (string?)one))
            )
        );
        Assert.Empty((await clerk.GetAsync($"/v1/persons/{person}/survey-answers")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray());
        Assert.DoesNotContain("survey", (await clerk.GetAsync($"/v1/persons/{person}")).Text, StringComparison.Ordinal);
        Assert.Contains("surveyContradiction", (await supervisor.GetAsync($"/v1/persons/{person}/duties")).Text, StringComparison.Ordinal);

        var path = $"/v1/persons/{person}/survey-answers/{id}/settlement";
        var settlement = new { confirmed = true, note = "联系记录不实" };
        (await clerk.PostAsync(path, settlement)).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        (await supervisor.PostAsync(path, settlement)).Expect(HttpStatusCode.OK);
        (await supervisor.PostAsync(path, settlement)).ExpectProblem(HttpStatusCode.Conflict, "nothing-to-settle");

        var figures = (await supervisor.GetAsync($"/v1/phone-surveys/{id}")).Expect(HttpStatusCode.OK).Json["offices"]!
            .AsArray()
            .Single(one => (string?)one!["office"] == Office)!["figures"]!;
        Assert.Equal(
            (1L, 1L, 1L, 1L, 1L, 0L, 1L),
            (
                (long)figures["answered"]!,
                (long)figures["refused"]!,
                (long)figures["contradictions"]!,
                (long)figures["papersAsked"]!,
                (long)figures["notContacted"]!,
                (long)figures["unsettled"]!,
                (long)figures["confirmed"]!
            )
        );
        Assert.True((long)figures["drawn"]! >= 2);
        var listed = (await auditor.GetAsync("/v1/phone-surveys")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.Contains(listed, one => (string?)one!["id"] == id && (long)one["figures"]!["answered"]! == 1);
    }

    [Fact]
    public async Task A_plan_with_mistakes_a_survey_that_is_none_and_a_foreign_region_are_refused()
    {
        var answer = await auditor.PostAsync(
            "/v1/phone-surveys",
            new
            {
                region = "999999",
                title = "x",
                plannedOn = Day(-1),
                size = 0,
            }
        );
        Assert.Equal(
            ["region", "title", "plannedOn", "size"],
            answer.Expect(HttpStatusCode.BadRequest).Json["errors"]!.AsArray().Select(error => (string?)error!["field"])
        );
        var county = new Hosts.Api(host, host.Token("supervisor", Office));
        (await county.PostAsync("/v1/phone-surveys", Plan())).ExpectProblem(HttpStatusCode.Forbidden, "region-out-of-reach");
        (await AnswerAsync(Guid.NewGuid().ToString("N"), People.Number())).Expect(HttpStatusCode.BadRequest);
        var unknown = await auditor.PostAsync("/v1/phone-samples", Sample(Guid.NewGuid().ToString("N"), County));
        unknown.ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var id = await PlanAsync();
        Assert.Equal(
            "region",
            (await auditor.PostAsync("/v1/phone-samples", Sample(id, "360102"))).Expect(HttpStatusCode.BadRequest).Field()
        );
        var elsewhere = new Hosts.Api(host, host.Token("auditor", "36010001"));
        (await elsewhere.GetAsync($"/v1/phone-surveys/{id}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static object Plan() =>
        new
        {
            region = County,
            title = "服务质量电话抽查",
            plannedOn = Day(7),
            size = 20,
        };

    private static object Sample(string survey, string region) =>
        new
        {
            region,
            from = Day(0),
            to = Day(0),
            size = 500,
            seed = 7,
            note = "第三方电话抽查:测试",
            survey,
        };

    private async Task<string> PlanAsync() =>
        (string)(await auditor.PostAsync("/v1/phone-surveys", Plan())).Expect(HttpStatusCode.Created).Json["id"]!;

    private Task<Answer> DrawAsync(string survey) => auditor.PostAsync("/v1/phone-samples", Sample(survey, County));

    private Task<Answer> AnswerAsync(string survey, string registration, params (string Question, string Answer)[] replies) =>
        auditor.PostAsync(
            $"/v1/phone-surveys/{survey}/answers",
            new
            {
                registrationNumber = registration,
                outcome = replies.Length == 0 ? "notReached" : "answered",
                answers = replies.Select(one => new { question = one.Question, answer = one.Answer }),
            }
        );
}
