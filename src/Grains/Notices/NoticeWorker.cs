using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Notices;

/// <summary>Looks every few seconds for messages that are due, one such in each silo; leases keep them apart.</summary>
public sealed partial class NoticeWorker(
    NoticeSending sending,
    IOptions<NoticeOptions> options,
    TimeProvider clock,
    ILogger<NoticeWorker> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sending.SendDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(
        EventId = 1203,
        Level = LogLevel.Warning,
        Message = "Messages could not be leased or marked ({Error}); tried again soon"
    )]
    private static partial void LogFailed(ILogger logger, string error);
}
