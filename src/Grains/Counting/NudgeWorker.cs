using Grid.Grains.Interfaces.Counting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Counting;

/// <summary>
/// Nudges the regions of this silo's commits: the first at once, each at most once in <see cref="CountingOptions.NudgePause"/>.
/// </summary>
public sealed partial class NudgeWorker(
    RegionNudger nudger,
    IGrainFactory grains,
    IOptions<CountingOptions> options,
    TimeProvider clock,
    ILogger<NudgeWorker> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await nudger.WaitAsync(stoppingToken);
            try
            {
                await Task.WhenAll(nudger.Take().Select(region => grains.GetGrain<IRegionGrain>(region).Nudge()));
            }
            catch (Exception e)
            {
                LogLost(logger, e.GetType().Name);
            }

            await Task.Delay(options.Value.NudgePause, clock, stoppingToken);
        }
    }

    [LoggerMessage(EventId = 1311, Level = LogLevel.Debug, Message = "A nudge was lost ({Error}); the region's timer makes up for it")]
    private static partial void LogLost(ILogger logger, string error);
}
