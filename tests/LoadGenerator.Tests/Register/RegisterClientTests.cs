using System.Net;
using System.Net.Http.Headers;
using Grid.Client.Generated.Models;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Measuring;
using Grid.LoadGenerator.Register;
using Microsoft.Extensions.Time.Testing;

namespace Grid.LoadGenerator.Tests.Register;

public sealed class RegisterClientTests : IDisposable
{
    private static readonly object Approved = new
    {
        outcome = "approved",
        personId = "p",
        registrationNumber = "r",
    };

    private readonly ScriptedRegister register = new();
    private readonly RequestStatistics statistics = new();
    private readonly RegisterClient client;

    public RegisterClientTests()
    {
        var clock = new FakeTimeProvider();
        client = new RegisterClient(new Uri("http://register"), register, new StaffTokens(new byte[32], clock), statistics, clock);
    }

    [Fact]
    public async Task A_request_that_the_register_cannot_take_is_sent_again_with_the_same_key_and_body()
    {
        register
            .Answers(HttpStatusCode.ServiceUnavailable, new { code = "unavailable" }, answer =>
                answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero)
            )
            .Answers(HttpStatusCode.TooManyRequests, new { code = "too-many-requests" }, answer =>
                answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero)
            )
            .Answers(HttpStatusCode.Created, Approved);

        var outcome = await SendAsync();

        Assert.Equal("r", outcome.RegistrationNumber);
        Assert.Equal(3, register.Requests.Count);
        Assert.Single(register.Requests.Distinct());
        Assert.Equal(("POST /v1/applications/x/correction-request", "key", """{"note":"n"}"""), register.Requests[0]);
        Assert.Equal(2, statistics.Retries);
    }

    [Fact]
    public async Task A_key_of_an_earlier_day_leads_to_what_became_of_it_then()
    {
        register.Answers(HttpStatusCode.UnprocessableEntity, new { code = "idempotency-key-reused" }).Answers(HttpStatusCode.OK, Approved);

        var outcome = await SendAsync();

        Assert.Equal(CommandOutcome.Approved, outcome.Outcome);
        Assert.Equal(("GET /v1/commands/key", null, null), register.Requests[1]);
        Assert.Equal(1, Assert.Single(statistics.Kinds).Replays);
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_code_and_not_sent_again()
    {
        register.Answers(HttpStatusCode.Conflict, new { code = "already-registered" });

        var refused = await Assert.ThrowsAsync<UnexpectedAnswerException>(SendAsync);

        Assert.Equal((409, "already-registered"), (refused.Status, refused.Code));
        Assert.Single(register.Requests);
        Assert.Equal(0, statistics.Accepted);
    }

    [Fact]
    public async Task A_repeat_of_the_same_day_is_counted_as_one()
    {
        register.Answers(HttpStatusCode.Created, Approved, answer => answer.Headers.Add("Idempotent-Replay", "true"));

        await SendAsync();

        Assert.Equal(1, Assert.Single(statistics.Kinds).Replays);
    }

    public void Dispose()
    {
        client.Dispose();
        register.Dispose();
    }

    private Task<CommandView> SendAsync() =>
        client.SendAsync(
            "approve",
            Staff.Clerk(OfficeDirectory.LoadEmbedded().All[0]),
            "key",
            (grid, with, stop) => grid.V1.Applications["x"].CorrectionRequest.PostAsync(new NoteBody { Note = "n" }, with, stop),
            TestContext.Current.CancellationToken
        );
}
