using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Polly;
using Polly.Retry;

namespace Grid.SmsSimulator;

/// <summary>
/// Reports the outcome of each accepted message after a while, each by itself; a report that fails is retried. A register
/// that does not know the message yet (404: it has not stored yet that it was sent) gets the report again too, as from real gateways.
/// </summary>
public sealed partial class DeliveryReporter(
    DeliveryCallback? callback,
    AcceptedMessages accepted,
    FaultSchedule schedule,
    IHttpClientFactory clients,
    TimeProvider clock,
    ILogger<DeliveryReporter> logger
) : BackgroundService
{
    /// <summary>The reported reason of a message that fails by a fault rule.</summary>
    public const string Undelivered = "absent subscriber";

    private readonly ResiliencePipeline<HttpStatusCode?> retrying = callback is null
        ? ResiliencePipeline<HttpStatusCode?>.Empty
        : Retrying(callback, clock);

    private readonly Channel<AcceptedMessage> queue = Channel.CreateUnbounded<AcceptedMessage>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    /// <summary>Called once for each message, when it was accepted for the first time.</summary>
    internal void Add(AcceptedMessage message)
    {
        if (callback is not null)
            queue.Writer.TryWrite(message);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new HashSet<Task>();
        try
        {
            await foreach (var message in queue.Reader.ReadAllAsync(stoppingToken))
            {
                running.RemoveWhere(task => task.IsCompleted);
                running.Add(ReportAsync(message, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Messages not reported by now are lost, as with a real gateway that goes down.
        }
    }

    private async Task ReportAsync(AcceptedMessage message, CancellationToken cancelled)
    {
        var plan = schedule.NextReport();
        var wait = TimeSpan.FromMilliseconds(schedule.Now.ReportDelayMilliseconds);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancelled);
        var report = new DeliveryReport(message.Id, plan.Delivered, plan.Delivered ? null : Undelivered, clock.GetUtcNow());
        for (var time = 0; time < plan.Times; time++)
            await PostAsync(message.Key, report, cancelled);
    }

    private async Task PostAsync(string key, DeliveryReport report, CancellationToken cancelled)
    {
        var status = await retrying.ExecuteAsync(
            async token =>
            {
                var answer = schedule.LosesReport() ? null : await TryAsync(report, token);
                accepted.Reported(key, report.Delivered, accepted: IsAccepted(answer));
                return answer;
            },
            cancelled
        );
        if (IsOpen(status))
            LogGivenUp(logger, report.GatewayId, status is null ? 0 : (int)status);
    }

    private static bool IsAccepted(HttpStatusCode? status) => status is { } code && (int)code is >= 200 and < 300;

    /// <summary>Whether the report is sent again: not one that was accepted, and not one that the register never accepts.</summary>
    private static bool IsOpen(HttpStatusCode? status) => !IsAccepted(status) && status != HttpStatusCode.BadRequest;

    private static ResiliencePipeline<HttpStatusCode?> Retrying(DeliveryCallback callback, TimeProvider clock) =>
        new ResiliencePipelineBuilder<HttpStatusCode?> { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions<HttpStatusCode?>
                {
                    ShouldHandle = new PredicateBuilder<HttpStatusCode?>().HandleResult(IsOpen),
                    MaxRetryAttempts = callback.Attempts - 1,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = callback.FirstWait,
                    MaxDelay = callback.LongestWait,
                }
            )
            .Build();

    /// <summary>The answer's status; null when there was none.</summary>
    private async Task<HttpStatusCode?> TryAsync(DeliveryReport report, CancellationToken cancelled)
    {
        try
        {
            using var client = clients.CreateClient(nameof(DeliveryReporter));
            using var request = new HttpRequestMessage(HttpMethod.Post, callback!.Address) { Content = JsonContent.Create(report) };
            if (callback.TokenFile is { } file)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue(
                    "Bearer",
                    (await File.ReadAllTextAsync(file, cancelled)).Trim()
                );
            }

            using var answer = await client.SendAsync(request, cancelled);
            return answer.StatusCode;
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancelled.IsCancellationRequested))
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The report on {Message} is given up; the last answer was {Status}")]
    private static partial void LogGivenUp(ILogger logger, string message, int status);
}

/// <summary>The body of a callback.</summary>
/// <param name="GatewayId">The id that was answered when the message was accepted.</param>
/// <param name="Note">Why it did not arrive.</param>
/// <param name="At">When it arrived, or was given up.</param>
public sealed record DeliveryReport(string GatewayId, bool Delivered, string? Note, DateTimeOffset At);
