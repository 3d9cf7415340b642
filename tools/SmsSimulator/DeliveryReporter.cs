using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;

namespace Grid.SmsSimulator;

/// <summary>
/// Reports what became of each message that was taken, a while after, each on its own; what cannot be reported is tried again. A register
/// that does not know the message yet (404: it has not stored yet that it left) is asked again too, like every real gateway does.
/// </summary>
public sealed partial class DeliveryReporter(
    DeliveryCallback? callback,
    TakenMessages taken,
    Trouble trouble,
    IHttpClientFactory clients,
    TimeProvider clock,
    ILogger<DeliveryReporter> logger
) : BackgroundService
{
    /// <summary>The reported reason of a message that fails by a fault rule.</summary>
    public const string Undelivered = "absent subscriber";

    private readonly Channel<TakenMessage> queue = Channel.CreateUnbounded<TakenMessage>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    /// <summary>Called once for each message, when it was taken for the first time.</summary>
    internal void Add(TakenMessage message)
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
            // What is not reported by now is lost, as with a real gateway that goes down.
        }
    }

    private async Task ReportAsync(TakenMessage message, CancellationToken cancelled)
    {
        var plan = trouble.NextReport();
        var wait = TimeSpan.FromMilliseconds(trouble.Now.ReportDelayMilliseconds);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancelled);
        var report = new DeliveryReport(message.Id, plan.Delivered, plan.Delivered ? null : Undelivered, clock.GetUtcNow());
        for (var time = 0; time < plan.Times; time++)
            await PostAsync(message.Key, report, cancelled);
    }

    private async Task PostAsync(string key, DeliveryReport report, CancellationToken cancelled)
    {
        var wait = callback!.FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            var status = trouble.LosesReport() ? null : await TryAsync(report, cancelled);
            taken.Reported(key, report.Delivered, accepted: status is { } code && (int)code is >= 200 and < 300);
            if (status is { } answer && ((int)answer is >= 200 and < 300 || answer == HttpStatusCode.BadRequest))
                return;
            if (attempt >= callback.Attempts)
            {
                LogGivenUp(logger, report.GatewayId, status is null ? 0 : (int)status);
                return;
            }

            await Task.Delay(wait, clock, cancelled);
            wait = wait * 2 < callback.LongestWait ? wait * 2 : callback.LongestWait;
        }
    }

    /// <summary>The answer's status; null when there was none.</summary>
    private async Task<HttpStatusCode?> TryAsync(DeliveryReport report, CancellationToken cancelled)
    {
        try
        {
            using var client = clients.CreateClient(nameof(DeliveryReporter));
            using var request = new HttpRequestMessage(HttpMethod.Post, callback!.Address) { Content = JsonContent.Create(report) };
            if (callback.TokenFile is { } file)
                request.Headers.Authorization = new AuthenticationHeaderValue(
                    "Bearer",
                    (await File.ReadAllTextAsync(file, cancelled)).Trim()
                );
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
