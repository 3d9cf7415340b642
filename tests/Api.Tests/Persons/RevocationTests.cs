using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Persons;

/// <summary>撤销登记 over HTTP: two persons, a readable record, the person's right to object, and what progress and inbox say.</summary>
[Collection(OneHost.Name)]
public sealed class RevocationTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Nanchang));
    private readonly Hosts.Api other = new(host, host.Token("supervisor", Hosts.Api.Nanchang, "another-supervisor"));
    private readonly Hosts.Api anybody = new(host, null);

    [Fact]
    public async Task A_registration_that_the_facts_never_allowed_is_revoked_and_comes_back_when_the_objection_is_upheld()
    {
        var number = People.Number();
        var (person, receipt, registration) = await People.RegisterAsync(clerk, People.Submission(number));
        Assert.Equal(
            "revocationProposed",
            (await clerk.PostAsync($"/v1/persons/{person}/registration-revocation", Revocation(registration))).Expect(HttpStatusCode.OK)[
                "outcome"
            ]
        );
        Assert.NotNull((await clerk.GetAsync($"/v1/registrations/{registration}")).Json["proposedRevocation"]);
        Assert.Contains(
            "社会保险参保库",
            (await clerk.GetAsync($"/v1/persons/{person}/history?pageSize=200")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
        (await clerk.PostAsync($"/v1/persons/{person}/registration-revocation/confirmation", null)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "role-not-allowed"
        );
        Assert.Equal(
            "registrationRevoked",
            (await supervisor.PostAsync($"/v1/persons/{person}/registration-revocation/confirmation", "{}")).Expect(HttpStatusCode.OK)[
                "outcome"
            ]
        );

        var read = (await clerk.GetAsync($"/v1/registrations/{registration}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("revoked", "1"), (read["status"], (string?)read.Json["revocation"]!["reason"]));
        Assert.Contains(
            "registrationRevoked",
            (await clerk.GetAsync($"/v1/persons/{person}/history?pageSize=200")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );

        var progress = (await anybody.PostAsync("/v1/progress", new { receiptNumber = receipt, identityNumber = number })).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal(("revoked", "登记时已处于就业状态"), (progress["result"], progress["endedBecause"]));
        Assert.Equal(Day(60), Right(progress.Json, "revocation")!["until"]!.GetValue<string>());
        var inbox = (await anybody.PostAsync("/v1/inbox", new { receiptNumber = receipt, identityNumber = number }))
            .Expect(HttpStatusCode.OK)
            .Json;
        Assert.Equal("revoked", (string?)inbox["now"]!["result"]);

        var objection = (
            await clerk.PostAsync($"/v1/persons/{person}/objections", new { against = "revocation", text = "当时并未就业" })
        ).Expect(HttpStatusCode.Created)["reference"];
        (
            await supervisor.PostAsync($"/v1/persons/{person}/objections/{objection}/answer", new { upheld = false, text = "维持" })
        ).ExpectProblem(HttpStatusCode.Forbidden, "decider-may-not-answer");
        (
            await other.PostAsync(
                $"/v1/persons/{person}/objections/{objection}/answer",
                new
                {
                    upheld = true,
                    text = "系同名人员",
                    remedy = "undo",
                }
            )
        ).Expect(HttpStatusCode.OK);
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);
        progress = (await anybody.PostAsync("/v1/progress", new { receiptNumber = receipt, identityNumber = number })).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal("approved", progress["result"]);
        Assert.Null(Right(progress.Json, "revocation"));
    }

    [Fact]
    public async Task After_an_exit_progress_says_so_and_until_when_it_can_be_objected_to()
    {
        var number = People.Number();
        var (person, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var progress = (await anybody.PostAsync("/v1/progress", new { receiptNumber = receipt, identityNumber = number })).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal(("已审核", "exited", Day(0)), (progress["label"], progress["result"], progress["endedOn"]));
        Assert.NotNull(progress["endedBecause"]);
        Assert.Equal(Day(60), Right(progress.Json, "exit")!["until"]!.GetValue<string>());

        (await clerk.PostAsync($"/v1/persons/{person}/objections", new { against = "exit", text = "本人并未被录用" })).Expect(
            HttpStatusCode.Created
        );
        progress = (await anybody.PostAsync("/v1/progress", new { receiptNumber = receipt, identityNumber = number })).Expect(
            HttpStatusCode.OK
        );
        Assert.Null(Right(progress.Json, "exit"));
        Assert.Equal("exit", (string?)progress.Json["objections"]![0]!["against"]);
    }

    [Fact]
    public async Task Health_and_prison_are_not_told_by_progress()
    {
        var number = People.Number();
        var (person, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var exit = People.Exit($"{(int)Domain.Codes.ExitReason.NoWorkAbility}");
        exit["evidence"] = new JsonObject { ["basis"] = "3", ["note"] = "经核查属实" };
        (await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).Expect(HttpStatusCode.OK);
        var progress = (await anybody.PostAsync("/v1/progress", new { receiptNumber = receipt, identityNumber = number })).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal("exited", progress["result"]);
        Assert.Null(progress["endedBecause"]);
    }

    [Fact]
    public async Task An_upheld_objection_against_data_corrects_them_in_one_request()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var objection = (await clerk.PostAsync($"/v1/persons/{person}/objections", new { against = "data", text = "学历有误" })).Expect(
            HttpStatusCode.Created
        )["reference"];
        var wrong = (
            await clerk.PostAsync(
                $"/v1/persons/{person}/objections/{objection}/answer",
                new
                {
                    upheld = true,
                    text = "更正",
                    correction = new { education = "xx" },
                }
            )
        ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("correction.education", (string?)wrong.Json["errors"]![0]!["field"]);
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/objections/{objection}/answer",
                new
                {
                    upheld = true,
                    text = "更正",
                    correction = new { education = "21" },
                }
            )
        ).Expect(HttpStatusCode.OK);
        var read = (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        Assert.Equal("21", read["education"]);
        Assert.Empty(read.Json["objections"]!.AsArray());
    }

    [Fact]
    public async Task Work_that_began_after_the_application_ends_it_and_before_it_is_no_exit()
    {
        var number = (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created)[
            "applicationNumber"
        ]!;
        (
            await clerk.PostAsync($"/v1/applications/{number}/verifications", People.Check("outOfWork", "contradicted").ToJsonString())
        ).Expect(HttpStatusCode.OK);
        var early = (await clerk.PostAsync($"/v1/applications/{number}/refusal", new { reason = "8", since = Day(-1) }))
            .Expect(HttpStatusCode.BadRequest)
            .Json["errors"]![0]!;
        Assert.Equal(("since", "beforeSubmission", Day(0)), ((string?)early["field"], (string?)early["code"], (string?)early["atLeast"]));
        (await clerk.PostAsync($"/v1/applications/{number}/refusal", new { reason = "8", since = Day(0) })).Expect(HttpStatusCode.OK);
        Assert.Equal("8", (await clerk.GetAsync($"/v1/applications/{number}"))["nonApproval"]);

        var (person, _, _) = await People.RegisterAsync(clerk);
        var exit = People.Exit();
        exit["on"] = Day(-3);
        var refused = (await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(Day(0), (string?)refused.Json["errors"]![0]!["atLeast"]);
        Assert.Contains("persons.revoke-registration", refused.Json["allowed"]!.AsArray().Select(one => (string?)one));
    }

    private static JsonNode? Right(JsonNode progress, string against) =>
        progress["mayObjectTo"]?.AsArray().SingleOrDefault(right => (string?)right!["against"] == against);

    private static object Revocation(string registration) =>
        new
        {
            registrationNumber = registration,
            reason = "1",
            since = "2026-01-16",
            evidence = new
            {
                basis = "2",
                source = "社会保险参保库",
                matchedAt = TimeProvider.System.GetUtcNow().ToString("O"),
            },
        };

    private static string Day(int days) =>
        TimeProvider
            .System.GetUtcNow()
            .ToOffset(TimeSpan.FromHours(8))
            .AddDays(days)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
