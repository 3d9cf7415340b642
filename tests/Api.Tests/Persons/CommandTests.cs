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
        var refused = (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit(reason).ToJsonString())).ExpectProblem(HttpStatusCode.UnprocessableEntity, "forbidden-exit-ground");
        Assert.StartsWith("79/2020 (四)", refused["article"], StringComparison.Ordinal);
        Assert.NotNull((await clerk.GetAsync($"/v1/persons/{person}")).Json["registration"]);
    }

    [Fact]
    public async Task A_forbidden_refusal_ends_nothing()
    {
        var number = (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created)["applicationNumber"]!;
        var refused = (await clerk.PostAsync($"/v1/applications/{number}/refusal", new { reason = "insufficientMaterials" })).ExpectProblem(HttpStatusCode.UnprocessableEntity, "forbidden-refusal-ground");
        Assert.Equal("79/2020 (二)", refused["article"]);
        (await clerk.PostAsync($"/v1/applications/{number}/refusal", new { reason = "4", note = "材料不全" })).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("submitted", (await clerk.GetAsync($"/v1/applications/{number}"))["status"]);
    }

    [Fact]
    public async Task Another_reason_takes_a_second_person_and_a_wrong_exit_is_taken_back()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        var exit = People.Exit("90");
        exit["otherReason"] = "迁往外省亲属处生活";
        Assert.Equal("exitProposed", (await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).Expect(HttpStatusCode.OK)["outcome"]);
        (await clerk.PostAsync($"/v1/persons/{person}/exit/confirmation", null)).ExpectProblem(HttpStatusCode.Conflict, "second-person-needed");
        Assert.Equal("exitRejected", (await second.PostAsync($"/v1/persons/{person}/exit/rejection", new { note = "尚未迁出" })).Expect(HttpStatusCode.OK)["outcome"]);
        (await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal("exited", (await second.PostAsync($"/v1/persons/{person}/exit/confirmation", "{}")).Expect(HttpStatusCode.OK)["outcome"]);

        var objection = (await clerk.PostAsync($"/v1/persons/{person}/objections", new { against = "exit", text = "本人并未迁出" })).Expect(HttpStatusCode.Created);
        (await second.PostAsync($"/v1/persons/{person}/objections/{objection["reference"]}/answer", new { upheld = true, text = "予以撤销" })).ExpectProblem(HttpStatusCode.Forbidden, "decider-may-not-answer");
        (await supervisor.PostAsync($"/v1/persons/{person}/objections/{objection["reference"]}/answer", new { upheld = true, text = "予以撤销" })).Expect(HttpStatusCode.OK);
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);

        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var revocation = new { registrationNumber = registration, evidence = new { basis = "manualCheck", note = "核查属实" } };
        Assert.Equal("exitRevoked", (await clerk.PostAsync($"/v1/persons/{person}/exit-revocation", revocation)).Expect(HttpStatusCode.OK)["outcome"]);
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);
    }

    [Fact]
    public async Task A_case_goes_to_another_office_with_its_person()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{person}/transfer", new { toOffice = "36010001", ground = "formerInsurance", note = "本人申请" })).Expect(HttpStatusCode.OK);
        (await clerk.GetAsync($"/v1/persons/{person}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var read = (await new Hosts.Api(host, host.Token("clerk", "36010001")).GetAsync($"/v1/registrations/{registration}")).Expect(HttpStatusCode.OK);
        Assert.Equal("36010001", read["office"]);
    }

    [Fact]
    public async Task Two_numbers_of_one_person_are_linked_and_unlinked_by_a_supervisor()
    {
        var (main, _, _) = await People.RegisterAsync(clerk);
        var (alias, _, registration) = await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{alias}/link", new { main, why = "换证" })).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        Assert.Equal("linked", (await supervisor.PostAsync($"/v1/persons/{alias}/link", new { main, why = "换证" })).Expect(HttpStatusCode.OK)["outcome"]);
        Assert.Equal(main, (await clerk.GetAsync($"/v1/persons/{alias}")).Expect(HttpStatusCode.OK)["personId"]);
        (await supervisor.PostAsync($"/v1/persons/{main}/link", new { main, why = "换证" })).ExpectProblem(HttpStatusCode.Conflict, "cannot-link");
        Assert.NotNull((await clerk.GetAsync($"/v1/registrations/{registration}")).Expect(HttpStatusCode.OK)["personId"]);
        Assert.Equal("unlinked", (await supervisor.PostAsync($"/v1/persons/{main}/unlink", new { alias, why = "并非同一人" })).Expect(HttpStatusCode.OK)["outcome"]);
    }

    [Fact]
    public async Task A_number_typed_wrongly_is_ended_by_a_supervisor_and_known_no_more()
    {
        var number = People.Number();
        var submitted = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created);
        var person = submitted["personId"]!;
        var end = new { applicationNumber = submitted["applicationNumber"], why = "号码录错" };
        Assert.Equal("enteredInError", (await supervisor.PostAsync($"/v1/persons/{person}/entered-in-error", end)).Expect(HttpStatusCode.OK)["outcome"]);
        Assert.Equal("""{"items":[]}""", (await clerk.PostAsync("/v1/search", new { identityNumber = number })).Expect(HttpStatusCode.OK).Text);
        (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created);
    }
}
