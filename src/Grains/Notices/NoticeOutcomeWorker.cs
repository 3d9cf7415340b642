using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Notices;

/// <summary>
/// Looks every few seconds for outcomes of messages that are not in the journal yet, one such in each silo; also in the quiet hours.
/// </summary>
public sealed partial class NoticeOutcomeWorker(
    NoticeOutcomeRecording recording,
    IOptions<NoticeOptions> options,
    TimeProvider clock,
    ILogger<NoticeOutcomeWorker> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await recording.RecordDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(
        EventId = 1206,
        Level = LogLevel.Warning,
        Message = "Outcomes of messages could not be taken ({Error}); tried again soon"
    )]
    private static partial void LogFailed(ILogger logger, string error);
}
