using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Persons;

/// <summary>The commands to a person's record, over HTTP.</summary>
[Collection(OneHost.Name)]
public sealed class CommandTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api second = new(host, host.Token("clerk", Hosts.Api.Donghu, "second"));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Nanchang));

    [Theory]
    [InlineData("22")]
    [InlineData("32")]
    [InlineData("threeRefusals")]
    public async Task A_forbidden_exit_ends_nothing(string reason)
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var refused = (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit(reason).ToJsonString())).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "forbidden-exit-ground"
        );
        Assert.StartsWith("79/2020 (四)", refused["article"], StringComparison.Ordinal);
        Assert.NotNull((await clerk.GetAsync($"/v1/persons/{person}")).Json["registration"]);
    }

    [Fact]
    public async Task A_forbidden_refusal_ends_nothing()
    {
        var number = (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created)[
            "applicationNumber"
        ]!;
        var refused = (await clerk.PostAsync($"/v1/applications/{number}/refusal", new { reason = "insufficientMaterials" })).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "forbidden-refusal-ground"
        );
        Assert.Equal("79/2020 (二)", refused["article"]);
        (await clerk.PostAsync($"/v1/applications/{number}/refusal", new { reason = "4", note = "材料不全" })).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.Equal("submitted", (await clerk.GetAsync($"/v1/applications/{number}"))["status"]);
    }

    [Fact]
    public async Task Another_reason_takes_a_second_person_and_a_wrong_exit_is_taken_back()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        var exit = People.Exit("90");
        exit["otherReason"] = "迁往外省亲属处生活";
        Assert.Equal(
            "exitProposed",
            (await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).Expect(HttpStatusCode.OK)["outcome"]
        );
        (await clerk.PostAsync($"/v1/persons/{person}/exit/confirmation", null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "second-person-needed"
        );
        var record = (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("exited", (string?)record["proposal"]!["kind"]);
        Assert.Equal("90", (string?)(await clerk.GetAsync($"/v1/registrations/{registration}")).Json["proposedExit"]!["reason"]);
        Assert.Equal("exitCheck", (string?)(await clerk.DutyAsync(person, "exitCheck"))["kind"]);
        Assert.Equal(
            "exitRejected",
            (await second.PostAsync($"/v1/persons/{person}/exit/rejection", new { note = "尚未迁出" })).Expect(HttpStatusCode.OK)["outcome"]
        );
        (await supervisor.PostAsync($"/v1/persons/{person}/proposals/{record["proposal"]!["id"]}/confirmation", null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "no-proposal"
        );
        (await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal(
            "exited",
            (await second.PostAsync($"/v1/persons/{person}/exit/confirmation", "{}")).Expect(HttpStatusCode.OK)["outcome"]
        );

        var objection = (await clerk.PostAsync($"/v1/persons/{person}/objections", new { against = "exit", text = "本人并未迁出" })).Expect(
            HttpStatusCode.Created
        );
        (
            await second.PostAsync(
                $"/v1/persons/{person}/objections/{objection["reference"]}/answer",
                new { upheld = true, text = "予以撤销" }
            )
        ).ExpectProblem(HttpStatusCode.Forbidden, "decider-may-not-answer");
        (
            await supervisor.PostAsync(
                $"/v1/persons/{person}/objections/{objection["reference"]}/answer",
                new { upheld = true, text = "予以撤销" }
            )
        ).Expect(HttpStatusCode.OK);
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);

        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var revocation = new { registrationNumber = registration, evidence = new { basis = "3", note = "核查属实" } };
        Assert.Equal(
            "exitRevoked",
            (await clerk.PostAsync($"/v1/persons/{person}/exit-revocation", revocation)).Expect(HttpStatusCode.OK)["outcome"]
        );
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);
    }

    [Fact]
    public async Task A_case_goes_to_another_office_with_its_person()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/transfer",
                new
                {
                    toOffice = "36010001",
                    ground = "4",
                    note = "本人申请",
                }
            )
        ).Expect(HttpStatusCode.OK);
        (await clerk.GetAsync($"/v1/persons/{person}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var read = (await new Hosts.Api(host, host.Token("clerk", "36010001")).GetAsync($"/v1/registrations/{registration}")).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal("36010001", read["office"]);
    }

    [Fact]
    public async Task Two_numbers_of_one_person_are_linked_and_unlinked_by_a_supervisor()
    {
        var (main, _, _) = await People.RegisterAsync(clerk);
        var (alias, _, registration) = await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{alias}/link", new { main, note = "换证" })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "role-not-allowed"
        );
        Assert.Equal(
            "linked",
            (await supervisor.PostAsync($"/v1/persons/{alias}/link", new { main, note = "换证" })).Expect(HttpStatusCode.OK)["outcome"]
        );
        Assert.Equal(main, (await clerk.GetAsync($"/v1/persons/{alias}")).Expect(HttpStatusCode.OK)["personId"]);
        (await supervisor.PostAsync($"/v1/persons/{main}/link", new { main, note = "换证" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "cannot-link"
        );
        Assert.NotNull((await clerk.GetAsync($"/v1/registrations/{registration}")).Expect(HttpStatusCode.OK)["personId"]);
        Assert.Equal(
            "unlinked",
            (await supervisor.PostAsync($"/v1/persons/{main}/unlink", new { alias, note = "并非同一人" })).Expect(HttpStatusCode.OK)[
                "outcome"
            ]
        );
    }

    [Fact]
    public async Task A_link_needs_another_end_that_exists()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        var random = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        var refused = (await supervisor.PostAsync($"/v1/persons/{person}/link", new { main = random, note = "换证" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "nothing-to-link-to"
        );
        Assert.Equal("main", (string?)refused.Json["errors"]![0]!["field"]);
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);

        // Of another city: only where its office agrees.
        var far = new Hosts.Api(host, host.Token("supervisor", "36040001"));
        var (there, _, _) = await People.RegisterAsync(new Hosts.Api(host, host.Token("clerk", "36040001")));
        (await supervisor.PostAsync($"/v1/persons/{person}/link", new { main = there, note = "换证" })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "main-out-of-reach"
        );
        (await supervisor.PostAsync($"/v1/persons/{there}/link-agreement", new { alias = person, note = "换证" })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );
        Assert.Equal(
            "linkAgreed",
            (await far.PostAsync($"/v1/persons/{there}/link-agreement", new { alias = person, note = "换证" })).Expect(HttpStatusCode.OK)[
                "outcome"
            ]
        );
        Assert.Equal(
            "linked",
            (await supervisor.PostAsync($"/v1/persons/{person}/link", new { main = there, note = "换证" })).Expect(HttpStatusCode.OK)[
                "outcome"
            ]
        );
    }

    [Fact]
    public async Task An_alias_can_be_read_right_after_it_is_none_any_more()
    {
        for (var round = 0; round < 5; round++)
        {
            // The main record is held elsewhere: who reads the alias has nothing to do with it.
            var far = new Hosts.Api(host, host.Token("clerk", "36010001"));
            var (main, _, _) = await People.RegisterAsync(far);
            var (alias, _, registration) = await People.RegisterAsync(clerk);
            (await supervisor.PostAsync($"/v1/persons/{alias}/link", new { main, note = "换证" })).Expect(HttpStatusCode.OK);
            Assert.Equal("unlinked", await UnlinkedAsync(main, alias));
            var read = (await clerk.GetAsync($"/v1/persons/{alias}")).Expect(HttpStatusCode.OK);
            Assert.Equal((alias, registration), (read["personId"], (string?)read.Json["registration"]?["number"]));
        }
    }

    [Fact]
    public async Task A_number_typed_wrongly_takes_two_persons_and_stays_readable()
    {
        var number = People.Number();
        var right = People.Number();
        var (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(number));
        var end = $"/v1/persons/{person}/entered-in-error";
        (await clerk.PostAsync(end, new { applicationNumber = application, note = "x" })).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        (
            await clerk.PostAsync(
                end,
                new
                {
                    applicationNumber = application,
                    note = "号码录错",
                    rightNumber = number,
                }
            )
        ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-field");
        var proposed = (
            await clerk.PostAsync(
                end,
                new
                {
                    applicationNumber = application,
                    note = "号码录错",
                    rightNumber = right,
                }
            )
        ).Expect(HttpStatusCode.OK);
        Assert.Equal("proposed", proposed["outcome"]);
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);

        var shown = (await supervisor.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Json["proposal"]!;
        Assert.Equal(
            (proposed["reference"], "enteredInError", "号码录错"),
            ((string?)shown["id"], (string?)shown["kind"], (string?)shown["note"])
        );
        Assert.DoesNotContain(right, shown.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(
            "persons.confirm-proposal",
            (await supervisor.GetAsync("/v1/worklists/secondPerson")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );

        var confirmation = $"/v1/persons/{person}/proposals/{proposed["reference"]}/confirmation";
        (await second.PostAsync(confirmation, null)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        var ended = (await supervisor.PostAsync(confirmation, null)).Expect(HttpStatusCode.OK);
        Assert.Equal("enteredInError", ended["outcome"]);
        Assert.Equal($"/v1/applications/{application}", ended["href"]);

        foreach (var path in new[] { ended["href"]!, $"/v1/registrations/{registration}" })
        {
            var kept = (await clerk.GetAsync(path)).Expect(HttpStatusCode.OK);
            Assert.Equal("enteredInError", kept["status"]);
            Assert.Equal("号码录错", (string?)kept.Json["inError"]!["note"]);
            Assert.DoesNotContain(right, kept.Text, StringComparison.Ordinal);
            (await new Hosts.Api(host, host.Token("clerk", "36040001")).GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        }

        var progress = (
            await new Hosts.Api(host, null).PostAsync("/v1/progress", new { receiptNumber = application, identityNumber = number })
        ).Expect(HttpStatusCode.OK);
        Assert.Equal("enteredInError", progress["result"]);

        // No mark on the number's owner, who may apply; and the inbox of the number is the owner's.
        Assert.Equal(
            """{"items":[]}""",
            (await clerk.PostAsync("/v1/search", new { identityNumber = number })).Expect(HttpStatusCode.OK).Text
        );
        var own = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created);
        Assert.DoesNotContain(
            application,
            (await clerk.GetAsync($"/v1/persons/{own["personId"]}")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
        (
            await new Hosts.Api(host, null).PostAsync("/v1/inbox", new { receiptNumber = application, identityNumber = number })
        ).ExpectProblem(HttpStatusCode.NotFound, "progress-not-found");
    }

    [Fact]
    public async Task Giving_up_takes_the_persons_own_words_and_two_persons()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var exit = People.Exit("31");
        var refused = (await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-field"
        );
        Assert.Equal(
            ("statement", "needsOwnStatement"),
            ((string?)refused.Json["errors"]![0]!["field"], (string?)refused.Json["errors"]![0]!["code"])
        );
        exit["statement"] = new System.Text.Json.Nodes.JsonObject
        {
            ["channel"] = "telephone",
            ["at"] = $"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ss}Z",
            ["text"] = "我要回家带孩子,不找工作了",
        };
        Assert.Equal(
            "exitProposed",
            (await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).Expect(HttpStatusCode.OK)["outcome"]
        );
        (await clerk.PostAsync($"/v1/persons/{person}/exit/confirmation", null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "second-person-needed"
        );
        var ended = (await second.PostAsync($"/v1/persons/{person}/exit/confirmation", null)).Expect(HttpStatusCode.OK);
        Assert.Equal("exited", ended["outcome"]);
        Assert.Equal("我要回家带孩子,不找工作了", (string?)(await clerk.GetAsync(ended["href"]!)).Json["exit"]!["statement"]!["text"]);
    }

    [Fact]
    public async Task A_group_that_is_contradicted_is_corrected_and_the_case_goes_on()
    {
        var submission = People.Submission();
        submission["byReference"] = "1";
        var number = (await clerk.PostAsync("/v1/applications", submission.ToJsonString())).Expect(HttpStatusCode.Created);
        var application = $"/v1/applications/{number["applicationNumber"]}";
        (await clerk.PostAsync($"{application}/verifications", People.Check("identity", "confirmed").ToJsonString())).Expect(
            HttpStatusCode.OK
        );
        (await clerk.PostAsync($"{application}/approval", null)).ExpectProblem(HttpStatusCode.Conflict, "group-not-verified");
        (await clerk.PostAsync($"{application}/verifications", People.Check("byReferenceGroup", "contradicted").ToJsonString())).Expect(
            HttpStatusCode.OK
        );
        (await clerk.PostAsync($"{application}/approval", null)).ExpectProblem(HttpStatusCode.Conflict, "unresolved-hit");
        (
            await clerk.PostAsync($"/v1/persons/{number["personId"]}/correction", new { note = "核查不属于该人群", byReference = "none" })
        ).Expect(HttpStatusCode.OK);
        var approved = (await clerk.PostAsync($"{application}/approval", null)).Expect(HttpStatusCode.Created);
        Assert.Null((await clerk.GetAsync($"/v1/registrations/{approved["registrationNumber"]}"))["byReference"]);
    }

    /// <summary>The case of a new link may still be on its way.</summary>
    private async Task<string?> UnlinkedAsync(string main, string alias)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await supervisor.PostAsync($"/v1/persons/{main}/unlink", new { alias, note = "并非同一人" });
            if (answer.Status == HttpStatusCode.OK || tries == 100)
                return answer.Expect(HttpStatusCode.OK)["outcome"];
        }
    }
}
