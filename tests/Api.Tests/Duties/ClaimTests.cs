using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Duties;

[Collection(OneHost.Name)]
public sealed class ClaimTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api second = new(host, host.Token("clerk", Hosts.Api.Donghu, "second"));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Nanchang));

    [Fact]
    public async Task Of_many_clerks_at_once_one_gets_the_duty_and_the_telephone()
    {
        var telephone = People.Telephone();
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(telephone: telephone));
        var clerks = Enumerable.Range(0, 10).Select(i => new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu, $"clerk-{i}"))).ToList();
        var answers = await Task.WhenAll(clerks.Select(one => one.ClaimAsync(person, "firstContact")));
        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal((telephone, "firstContact"), ((string?)winner.Json["claim"]!["telephone"], (string?)winner.Json["claim"]!["duty"]));
        foreach (var loser in answers.Where(answer => answer != winner))
        {
            loser.ExpectProblem(HttpStatusCode.Conflict, "duty-claimed");
            Assert.DoesNotContain(telephone, loser.Text, StringComparison.Ordinal);
        }

        Assert.Equal(1L, await LoggedAsync(person));
        Assert.StartsWith("clerk-", (string?)(await clerk.DutyAsync(person, "firstContact"))["responsibleClerk"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeat_gives_the_telephone_while_the_claim_holds_and_each_time_is_on_the_log()
    {
        var telephone = People.Telephone();
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(telephone: telephone));
        var key = Guid.NewGuid().ToString();
        var first = (await clerk.ClaimAsync(person, "firstContact", idempotency: key)).Expect(HttpStatusCode.OK);
        var again = (await clerk.ClaimAsync(person, "firstContact", idempotency: key)).Expect(HttpStatusCode.OK);
        Assert.Equal((first.Text, "true"), (again.Text, again.Headers["Idempotent-Replay"]));
        Assert.Equal(2L, await LoggedAsync(person));
        Assert.DoesNotContain(
            telephone,
            (await clerk.GetAsync($"/v1/commands/{key}")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
        (await second.ContactAsync(person, "notReached")).Expect(HttpStatusCode.OK);

        (await clerk.PostAsync($"/v1/persons/{person}/duties/firstContact/release", null)).Expect(HttpStatusCode.OK);
        var late = (await clerk.ClaimAsync(person, "firstContact", idempotency: key)).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(telephone, late.Text, StringComparison.Ordinal);
        Assert.Equal(2L, await LoggedAsync(person));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(telephone, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_on_the_access_log_is_not_given()
    {
        var telephone = People.Telephone();
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(telephone: telephone));
        var key = Guid.NewGuid().ToString();
        await host.ScalarAsync<object>("ALTER TABLE access_log RENAME TO access_log_away");
        try
        {
            var refused = (await clerk.ClaimAsync(person, "firstContact", idempotency: key)).ExpectProblem(
                HttpStatusCode.ServiceUnavailable,
                "outcome-unknown"
            );
            Assert.DoesNotContain(telephone, refused.Text, StringComparison.Ordinal);
            Assert.Equal($"/v1/commands/{key}", refused.Headers["Location"]);
        }
        finally
        {
            await host.ScalarAsync<object>("ALTER TABLE access_log_away RENAME TO access_log");
        }

        Assert.Equal(
            telephone,
            (string?)
                (await clerk.ClaimAsync(person, "firstContact", idempotency: key)).Expect(HttpStatusCode.OK).Json["claim"]!["telephone"]
        );
    }

    [Fact]
    public async Task Another_clerk_cannot_release_a_supervisor_can()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await clerk.ClaimAsync(person, "firstContact")).Expect(HttpStatusCode.OK);
        (await second.PostAsync($"/v1/persons/{person}/duties/firstContact/release", null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "duty-claimed"
        );
        (await second.ClaimAsync(person, "firstContact")).ExpectProblem(HttpStatusCode.Conflict, "duty-claimed");
        Assert.Equal(
            "dutyReleased",
            (await supervisor.PostAsync($"/v1/persons/{person}/duties/firstContact/release", null)).Expect(HttpStatusCode.OK)["outcome"]
        );
        (await second.ClaimAsync(person, "firstContact")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_duty_that_is_no_contact_gives_no_telephone_and_is_no_read_of_the_person()
    {
        var telephone = People.Telephone();
        var submitted = (await clerk.PostAsync("/v1/applications", People.Submission(telephone: telephone).ToJsonString())).Expect(
            HttpStatusCode.Created
        );
        var person = submitted["personId"]!;
        var claimed = (await clerk.ClaimAsync(person, "review")).Expect(HttpStatusCode.OK);
        Assert.Equal("review", (string?)claimed.Json["claim"]!["duty"]);
        Assert.Null(claimed.Json["claim"]!["telephone"]);
        Assert.DoesNotContain(telephone, claimed.Text, StringComparison.Ordinal);
        Assert.Equal(
            0L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'duties.claim' AND $1::uuid = ANY(person_ids)",
                person
            )
        );
    }

    [Theory]
    [InlineData("""{"hours":0}""", "hours")]
    [InlineData("""{"hours":73}""", "hours")]
    [InlineData("""{"hours":1.5}""", "hours")]
    [InlineData("""{"hours":"4"}""", "hours")]
    [InlineData("{}", "hours")]
    public async Task A_claim_lasts_one_to_72_hours(string body, string field)
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        Assert.Equal(
            field,
            (await clerk.PostAsync($"/v1/persons/{person}/duties/firstContact/claim", body))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                .Field()
        );
    }

    [Fact]
    public async Task A_duty_is_put_off_up_to_its_last_day_and_not_beyond()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var due = DateOnly.Parse((string)(await clerk.DutyAsync(person, "firstContact"))["due"]!);
        Assert.Equal(
            "until",
            (await SnoozeAsync(person, due.AddDays(1))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-field").Field()
        );
        Assert.Equal(
            "until",
            (await SnoozeAsync(person, new DateOnly(2020, 1, 1))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-field").Field()
        );
        Assert.Equal(
            "note",
            (await clerk.PostAsync($"/v1/persons/{person}/duties/firstContact/snooze", new { until = $"{due:yyyy-MM-dd}" }))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                .Field()
        );
        Assert.Equal("dutySnoozed", (await SnoozeAsync(person, due)).Expect(HttpStatusCode.OK)["outcome"]);
        var duty = await clerk.DutyAsync(person, "firstContact");
        Assert.Equal(($"{due:yyyy-MM-dd}", $"{due:yyyy-MM-dd}"), ((string?)duty["due"], (string?)duty["snoozedUntil"]));
    }

    [Theory]
    [InlineData("review", HttpStatusCode.NotFound, "unknown-duty")]
    [InlineData("followUp:1999-01", HttpStatusCode.NotFound, "unknown-duty")]
    [InlineData("no%20key", HttpStatusCode.BadRequest, "invalid-request")]
    public async Task A_duty_that_is_not_open_is_not_known(string key, HttpStatusCode status, string code)
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await clerk.ClaimAsync(person, key)).ExpectProblem(status, code);
        (await clerk.PostAsync($"/v1/persons/{person}/duties/{key}/release", null)).ExpectProblem(status, code);
    }

    private Task<Answer> SnoozeAsync(string person, DateOnly until) =>
        clerk.PostAsync($"/v1/persons/{person}/duties/firstContact/snooze", new { until = $"{until:yyyy-MM-dd}", note = "本人约定再联系" });

    private Task<long> LoggedAsync(string person) =>
        host.ScalarAsync<long>(
            "SELECT count(*) FROM access_log WHERE action = 'duties.claim' AND reason LIKE 'sealed:%' AND $1::uuid = ANY(person_ids)",
            person
        );
}
