using System.Net;
using System.Net.Http.Headers;
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

    private readonly ScriptedRegister _register = new();
    private readonly RequestStatistics _statistics = new();
    private readonly HttpClient _http;
    private readonly RegisterClient _client;

    public RegisterClientTests()
    {
        var clock = new FakeTimeProvider();
        _http = new HttpClient(_register) { BaseAddress = new Uri("http://register") };
        _client = new RegisterClient(_http, new StaffTokens(new byte[32], clock), _statistics, clock);
    }

    [Fact]
    public async Task A_request_that_the_register_cannot_take_is_sent_again_with_the_same_key_and_body()
    {
        _register
            .Answers(HttpStatusCode.ServiceUnavailable, new { code = "unavailable" }, answer =>
                answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero)
            )
            .Answers(HttpStatusCode.TooManyRequests, new { code = "too-many-requests" }, answer =>
                answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero)
            )
            .Answers(HttpStatusCode.Created, Approved);

        var outcome = await SendAsync();

        Assert.Equal("r", outcome.RegistrationNumber);
        Assert.Equal(3, _register.Requests.Count);
        Assert.Single(_register.Requests.Distinct());
        Assert.Equal(("POST /v1/x", "key", """{"note":"n"}"""), _register.Requests[0]);
        Assert.Equal(2, _statistics.Retries);
    }

    [Fact]
    public async Task A_key_of_an_earlier_day_leads_to_what_became_of_it_then()
    {
        _register.Answers(HttpStatusCode.UnprocessableEntity, new { code = "idempotency-key-reused" }).Answers(HttpStatusCode.OK, Approved);

        var outcome = await SendAsync();

        Assert.Equal("approved", outcome.Kind);
        Assert.Equal(("GET /v1/commands/key", null, null), _register.Requests[1]);
        Assert.Equal(1, Assert.Single(_statistics.Kinds).Replays);
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_code_and_not_sent_again()
    {
        _register.Answers(HttpStatusCode.Conflict, new { code = "already-registered" });

        var refused = await Assert.ThrowsAsync<UnexpectedAnswerException>(SendAsync);

        Assert.Equal((409, "already-registered"), (refused.Status, refused.Code));
        Assert.Single(_register.Requests);
        Assert.Equal(0, _statistics.Accepted);
    }

    [Fact]
    public async Task A_repeat_of_the_same_day_is_counted_as_one()
    {
        _register.Answers(HttpStatusCode.Created, Approved, answer => answer.Headers.Add("Idempotent-Replay", "true"));

        await SendAsync();

        Assert.Equal(1, Assert.Single(_statistics.Kinds).Replays);
    }

    public void Dispose()
    {
        _http.Dispose();
        _register.Dispose();
    }

    private Task<Outcome> SendAsync() =>
        _client.SendAsync(
            "approve",
            Staff.Clerk(OfficeDirectory.LoadEmbedded().All[0]),
            "/v1/x",
            "key",
            new { note = "n" },
            TestContext.Current.CancellationToken
        );
}
