using System.Globalization;
using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Duties;

[Collection(OneHost.Name)]
public sealed class ContactTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api other = new(host, host.Token("clerk", Hosts.Api.Nanchang));

    [Fact]
    public async Task One_that_reached_the_person_fulfils_the_first_contact()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        Assert.Equal(["firstContact"], await clerk.DutiesAsync(person));
        var recorded = (await clerk.ContactAsync(person)).Expect(HttpStatusCode.OK);
        Assert.Equal("contactRecorded", recorded["outcome"]);
        Assert.NotNull(recorded["reference"]);
        Assert.Empty(await clerk.DutiesAsync(person));
        var history = (await clerk.GetAsync($"/v1/persons/{person}/history")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.Contains(history, line => (string?)line!["event"] == "contactRecorded");
        Assert.Contains(history, line => (string?)line!["event"] == "dutyClosed");
    }

    [Fact]
    public async Task Attempts_that_failed_are_attempts_only_and_the_third_asks_for_a_visit_not_for_an_exit()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        foreach (var outcome in (string[])["notReached", "wrongNumber", "notReached"])
            (await clerk.ContactAsync(person, outcome)).Expect(HttpStatusCode.OK);

        var open = await clerk.DutiesAsync(person);
        Assert.Contains("firstContact", open);
        Assert.Single(open, key => key.StartsWith("visit:", StringComparison.Ordinal));
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);
        (await clerk.ContactAsync(person, "refusedService")).Expect(HttpStatusCode.OK);
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);
        Assert.Empty(await clerk.DutiesAsync(person));
    }

    [Theory]
    [InlineData("at", "reached", "telephone", 60)]
    [InlineData("at", "reached", "telephone", -60 * 24 * 8)]
    [InlineData("at", "reached", "telephone", -60 * 24 * 3)]
    [InlineData("outcome", "wrongNumber", "faceToFace", null)]
    [InlineData("channel", "reached", "ownReport", null)]
    [InlineData("channel", "reached", "carrierPigeon", null)]
    [InlineData("outcome", "exited", "telephone", null)]
    public async Task What_cannot_be_is_named(string field, string outcome, string channel, int? at)
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var refused = (await clerk.ContactAsync(person, outcome, channel, In(at), null)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(field, refused.Field());
        Assert.Equal(["firstContact"], await clerk.DutiesAsync(person));
    }

    [Fact]
    public async Task A_call_that_was_made_is_recorded_though_its_appointment_cannot_be_and_the_wishes_are_the_registrations()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        var recorded = (
            await clerk.PostAsync(
                $"/v1/persons/{person}/contacts",
                new
                {
                    channel = "telephone",
                    outcome = "reached",
                    wishes = (string[])["4", "4", "77"],
                    nextAppointment = In(-5),
                }
            )
        ).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(
            ["nextAppointment", "wishes"],
            recorded["unverified"]!.AsArray().Select(field => (string)field!).Order(StringComparer.Ordinal)
        );
        Assert.Equal("""["4"]""", (await clerk.GetAsync($"/v1/registrations/{registration}")).Json["jobWishes"]!.ToJsonString());
    }

    [Fact]
    public async Task Nothing_is_recorded_for_the_exited_the_unknown_and_other_offices_persons()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (await other.ContactAsync(person)).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        (await other.GetAsync($"/v1/persons/{person}/duties")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await other.ClaimAsync(person, "firstContact")).ExpectProblem(HttpStatusCode.Forbidden, "not-your-case");
        (await clerk.ContactAsync(new string('0', 32))).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        (await clerk.ContactAsync(person)).ExpectProblem(HttpStatusCode.Conflict, "no-active-registration");
        (await clerk.PostAsync($"/v1/persons/{person}/services", new { item = "S101", result = "given" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "no-active-registration"
        );
        Assert.Empty(await clerk.DutiesAsync(person));
    }

    [Fact]
    public async Task The_same_key_records_one_contact()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var key = Guid.NewGuid().ToString();
        var first = (
            await clerk.PostAsync($"/v1/persons/{person}/contacts", new { channel = "telephone", outcome = "notReached" }, key)
        ).Expect(HttpStatusCode.OK);
        var again = (
            await clerk.PostAsync($"/v1/persons/{person}/contacts", new { channel = "telephone", outcome = "notReached" }, key)
        ).Expect(HttpStatusCode.OK);
        Assert.Equal((first.Text, "true"), (again.Text, again.Headers["Idempotent-Replay"]));
        (await clerk.PostAsync($"/v1/persons/{person}/contacts", new { channel = "telephone", outcome = "reached" }, key)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "idempotency-key-reused"
        );
        Assert.Equal(1L, await host.ScalarAsync<long>("SELECT count(*) FROM service_record WHERE person_id = $1::uuid", person));
    }

    private static string? In(int? minutes) =>
        minutes is { } given
            ? TimeProvider.System.GetUtcNow().AddMinutes(given).ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture)
            : null;
}
