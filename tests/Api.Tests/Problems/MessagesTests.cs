using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Problems;

/// <summary>What a clerk reads when something is not possible: which rule, which limit, and what the case is now.</summary>
[Collection(OneHost.Name)]
public sealed class MessagesTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private static string Today =>
        TimeProvider
            .System.GetUtcNow()
            .ToOffset(TimeSpan.FromHours(8))
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private readonly Hosts.Api second = new(host, host.Token("clerk", Hosts.Api.Donghu, "second"));

    [Fact]
    public async Task All_rules_that_a_form_breaks_are_told_at_once_each_with_its_code()
    {
        var form = People.Submission();
        form["unemployedOn"] = "2099-01-01";
        form["reason"] = "90";
        form["commitment"]!["acceptedAt"] = "2099-01-01T00:00:00+08:00";
        var refused = (await clerk.PostAsync("/v1/applications", form.ToJsonString())).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-field"
        );
        var errors = refused.Json["errors"]!.AsArray();
        var codes = errors.ToDictionary(error => (string)error!["field"]!, error => (string)error!["code"]!, StringComparer.Ordinal);
        Assert.Equal("afterSubmission", codes["unemployedOn"]);
        Assert.Equal(("noContent", "afterSubmission"), (codes["otherReason"], codes["commitment.acceptedAt"]));
        Assert.All(errors, error => Assert.DoesNotContain("must", (string)error!["detail"]!, StringComparison.Ordinal));
        Assert.Equal(Today, (string?)errors.Single(error => (string?)error!["field"] == "unemployedOn")!["atMost"]);
    }

    [Fact]
    public async Task What_cannot_be_read_and_what_breaks_a_rule_are_told_together()
    {
        var form = People.Submission();
        form["identityNumber"] = "36999919880312142";
        form["unemployedOn"] = "2099-01-01";
        form["ground"] = "nowhere";
        form["details"]!["health"] = null;
        var refused = (await clerk.PostAsync("/v1/applications", form.ToJsonString())).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        var codes = refused.Json["errors"]!.AsArray().Select(error => ((string)error!["field"]!, (string)error!["code"]!)).Order().ToList();
        Assert.Equal(
            [
                ("details.health", "required"),
                ("details.telephone", "required"),
                ("ground", "notInList"),
                ("identityNumber", "badLength"),
                ("unemployedOn", "afterSubmission"),
            ],
            codes
        );
    }

    [Fact]
    public async Task A_text_that_is_too_long_tells_how_long_it_may_be()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var refused = (
            await clerk.PostAsync(
                $"/v1/persons/{person}/correction",
                new JsonObject { ["note"] = new string('长', 501), ["address"] = "示例路1号" }.ToJsonString()
            )
        ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        var error = refused.Json["errors"]![0]!;
        Assert.Equal(("note", "tooLong", "500"), ((string?)error["field"], (string?)error["code"], (string?)error["atMost"]));
    }

    [Fact]
    public async Task A_decided_application_says_by_which_office_when_and_under_which_number()
    {
        var (_, application, registration) = await People.RegisterAsync(clerk);
        var refused = (await second.PostAsync($"/v1/applications/{application}/approval", null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "no-open-application"
        );
        var state = refused.Json["current"]!;
        Assert.Equal(
            ("registered", registration, Hosts.Api.Donghu),
            ((string?)state["status"], (string?)state["number"], (string?)state["office"])
        );
        Assert.Equal(Today, (string?)state["on"]);
    }

    [Fact]
    public async Task An_ended_registration_says_when_it_ended()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var state = (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString()))
            .ExpectProblem(HttpStatusCode.Conflict, "no-active-registration")
            .Json["current"]!;
        Assert.Equal(("exited", registration), ((string?)state["status"], (string?)state["number"]));
    }

    [Fact]
    public async Task A_claimed_duty_says_by_whom_and_since_when_and_a_second_clerks_contact_is_recorded_with_a_hint()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await clerk.ClaimAsync(person, "firstContact")).Expect(HttpStatusCode.OK);
        var state = (await second.ClaimAsync(person, "firstContact")).ExpectProblem(HttpStatusCode.Conflict, "duty-claimed").Json[
            "current"
        ]!;
        var by = (string)state["by"]!;
        Assert.Equal("claimed", (string?)state["status"]);
        Assert.NotNull((string?)state["at"]);
        Assert.NotNull((string?)state["until"]);

        var contact = (await second.ContactAsync(person, "notReached")).Expect(HttpStatusCode.OK);
        Assert.Equal(("dutyClaimedByAnother", by), ((string?)contact.Json["hint"]!["code"], (string?)contact.Json["hint"]!["by"]));
        Assert.Null((await clerk.ContactAsync(person, "notReached")).Expect(HttpStatusCode.OK).Json["hint"]);
    }

    /// <summary>The state of a case is for its own office: another office learns that it is not its case, and no more.</summary>
    [Fact]
    public async Task Another_office_is_told_nothing_of_the_state()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var stranger = new Hosts.Api(host, host.Token("clerk", "36010301"));
        var refused = await stranger.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString());
        Assert.Null(refused.Json["current"]);
    }

    [Fact]
    public async Task A_basis_that_is_not_enough_for_a_check_cites_no_article_of_exits_and_recommends_another_one()
    {
        var submitted = (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);
        var check = People.Check("identity", "confirmed");
        check["evidence"] = new JsonObject { ["basis"] = "1", ["note"] = "本人称属实" };
        var refused = (
            await clerk.PostAsync($"/v1/applications/{submitted["applicationNumber"]}/verifications", check.ToJsonString())
        ).ExpectProblem(HttpStatusCode.Conflict, "basis-not-enough");
        Assert.Null(refused.Json["article"]);
        Assert.Equal(["2", "3"], refused.Json["allowed"]!.AsArray().Select(one => (string)one!));
        Assert.Equal("basisNotEnough", (string?)refused.Json["errors"]![0]!["code"]);
    }
}
