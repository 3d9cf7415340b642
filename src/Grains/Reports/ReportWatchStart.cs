using Grid.Grains.Interfaces.Counting.Reports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Grains.Reports;

/// <summary>Sees to it, at the start of each silo, that the watch over reports has its reminder.</summary>
public sealed partial class ReportWatchStart(IGrainFactory grains, TimeProvider clock, ILogger<ReportWatchStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failing = false; ; failing = true)
        {
            try
            {
                await grains.GetGrain<IReportWatchGrain>(IReportWatchGrain.Only).Watch();
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                    LogFailed(logger, e.GetType().Name);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(EventId = 1413, Level = LogLevel.Warning, Message = "The watch over reports cannot be started ({Error}); tried again until it can")]
    private static partial void LogFailed(ILogger logger, string error);
}
