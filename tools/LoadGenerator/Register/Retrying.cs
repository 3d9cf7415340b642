using System.Net;
using Polly;
using Polly.Retry;

namespace Grid.LoadGenerator.Register;

/// <summary>
/// Repeats a request that the register could not take (429, 503) or that got no answer. Its idempotency key makes that harmless.
/// </summary>
internal static class Retrying
{
    private const int Times = 10;

    /// <summary>
    /// Waits as long as Retry-After says, else a second, then two, up to ten, each a little off so that not all come back together.
    /// </summary>
    public static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeProvider clock, Action repeated) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = Times,
                    Delay = TimeSpan.FromSeconds(1),
                    MaxDelay = TimeSpan.FromSeconds(10),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                        .Handle<HttpRequestException>()
                        .Handle<TimeoutException>()
                        .HandleResult(answer => answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests),
                    DelayGenerator = arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Result, clock)),
                    OnRetry = arguments =>
                    {
                        repeated();
                        arguments.Outcome.Result?.Dispose();
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();

    private static TimeSpan? RetryAfter(HttpResponseMessage? answer, TimeProvider clock) =>
        answer?.Headers.RetryAfter switch
        {
            { Delta: { } wait } => wait,
            { Date: { } moment } when moment > clock.GetUtcNow() => moment - clock.GetUtcNow(),
            _ => null,
        };
}
