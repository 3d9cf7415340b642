using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Persons;

/// <summary>
/// A mistyped identity number over HTTP: proposed, confirmed by a second person, and the right number answers for the case.
/// </summary>
[Collection(OneHost.Name)]
public sealed class NumberCorrectionTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Nanchang));
    private readonly Hosts.Api anybody = new(host, null);

    [Fact]
    public async Task The_right_number_answers_with_the_registration_of_its_old_day()
    {
        var (mistyped, right) = (People.Number(), People.Number());
        var (wrong, receipt, registration) = await People.RegisterAsync(clerk, People.Submission(mistyped));
        var day = (await clerk.GetAsync($"/v1/registrations/{registration}"))["registeredOn"];
        Assert.Equal(wrong, (await clerk.GetAsync($"/v1/applications/{receipt}")).Expect(HttpStatusCode.OK)["personId"]);
        var proposed = (await clerk.PostAsync($"/v1/persons/{wrong}/number-correction", Correction(receipt, right))).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal("proposed", proposed["outcome"]);
        var confirmation = $"/v1/persons/{wrong}/proposals/{proposed["reference"]}/confirmation";
        (await clerk.PostAsync(confirmation, null)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        Assert.Equal("numberCorrected", (await supervisor.PostAsync(confirmation, "{}")).Expect(HttpStatusCode.OK)["outcome"]);

        var read = await Arrived(registration, wrong);
        Assert.Equal((day, "active"), (read["registeredOn"], read["status"]));
        (await anybody.PostAsync("/v1/progress", new { receiptNumber = receipt, identityNumber = mistyped })).ExpectProblem(
            HttpStatusCode.NotFound,
            "progress-not-found"
        );
        Assert.Equal(
            "approved",
            (await anybody.PostAsync("/v1/progress", new { receiptNumber = receipt, identityNumber = right })).Expect(HttpStatusCode.OK)[
                "result"
            ]
        );
        Assert.Equal(
            """{"items":[]}""",
            (await clerk.PostAsync("/v1/search", new { identityNumber = mistyped })).Expect(HttpStatusCode.OK).Text
        );

        // The application went along: it was read and commanded above where it was before.
        Assert.Equal(read["personId"], (await clerk.GetAsync($"/v1/applications/{receipt}")).Expect(HttpStatusCode.OK)["personId"]);
        (await supervisor.PostAsync($"/v1/applications/{receipt}/approval", "{}")).ExpectProblem(
            HttpStatusCode.Conflict,
            "no-open-application"
        );

        // The mistyped number is its owner's.
        (await clerk.PostAsync("/v1/applications", People.Submission(mistyped).ToJsonString())).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Another_offices_person_is_not_given_a_case()
    {
        var right = People.Number();
        await People.RegisterAsync(new Hosts.Api(host, host.Token("clerk", "36010001")), People.Submission(right));
        var (wrong, receipt, _) = await People.RegisterAsync(clerk);
        var refused = (await clerk.PostAsync($"/v1/persons/{wrong}/number-correction", Correction(receipt, right))).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );
        Assert.Equal("identityNumber", (string?)refused.Json["errors"]![0]!["field"]);
        (await supervisor.PostAsync($"/v1/persons/{wrong}/number-correction", Correction(receipt, right))).Expect(HttpStatusCode.OK);
    }

    /// <summary>
    /// The right number was unused when the correction was proposed; when it is confirmed, a person at another office has it.
    /// </summary>
    [Fact]
    public async Task The_second_person_must_reach_the_right_number_s_record_as_it_is_then()
    {
        var right = People.Number();
        var (wrong, receipt, _) = await People.RegisterAsync(clerk);
        var proposed = (await clerk.PostAsync($"/v1/persons/{wrong}/number-correction", Correction(receipt, right))).Expect(
            HttpStatusCode.OK
        );
        var confirmation = $"/v1/persons/{wrong}/proposals/{proposed["reference"]}/confirmation";
        await People.RegisterAsync(new Hosts.Api(host, host.Token("clerk", Hosts.Api.Nanchang)), People.Submission(right));

        var below = new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Donghu));
        var refused = (await below.PostAsync(confirmation, null)).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");

        // The number is the proposal's, and no field of this request.
        Assert.Null(refused.Json["errors"]);
        Assert.NotNull((await clerk.GetAsync($"/v1/persons/{wrong}")).Expect(HttpStatusCode.OK).Json["proposal"]);
        var key = Guid.NewGuid().ToString();
        Assert.Equal("numberCorrected", (await supervisor.PostAsync(confirmation, null, key)).Expect(HttpStatusCode.OK)["outcome"]);
        Assert.Equal("true", (await supervisor.PostAsync(confirmation, null, key)).Expect(HttpStatusCode.OK).Headers["Idempotent-Replay"]);
    }

    [Fact]
    public async Task The_number_must_be_another_and_well_formed()
    {
        var mistyped = People.Number();
        var (wrong, receipt, _) = await People.RegisterAsync(clerk, People.Submission(mistyped));
        Assert.Equal(
            "sameNumber",
            (string?)
                (await clerk.PostAsync($"/v1/persons/{wrong}/number-correction", Correction(receipt, mistyped)))
                    .Expect(HttpStatusCode.BadRequest)
                    .Json["errors"]![0]!["code"]
        );
        Assert.Equal(
            "badCheckDigit",
            (string?)
                (await clerk.PostAsync($"/v1/persons/{wrong}/number-correction", Correction(receipt, "110105194912310021")))
                    .Expect(HttpStatusCode.BadRequest)
                    .Json["errors"]![0]!["code"]
        );
    }

    /// <summary>The case travels from record to record right after the answer.</summary>
    private async Task<Answer> Arrived(string registration, string wrong)
    {
        for (var i = 0; i < 200; i++)
        {
            var read = await clerk.GetAsync($"/v1/registrations/{registration}");
            if (read.Status == HttpStatusCode.OK && read["personId"] != wrong)
                return read;

            await Task.Yield();
        }

        throw new Xunit.Sdk.XunitException("The case did not arrive.");
    }

    private static object Correction(string application, string number) =>
        new
        {
            applicationNumber = application,
            identityNumber = number,
            evidence = new { basis = "3", note = "当面核对身份证件" },
        };
}
