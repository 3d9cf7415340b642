using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Grains.Platform;

/// <summary>Sees to it that each province's sync is awake: at the start of a silo, and every half minute, so that one that was lost with its silo is soon back.</summary>
public sealed partial class PlatformWatch(IGrainFactory grains, IReferenceData reference, TimeProvider clock, ILogger<PlatformWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (true)
        {
            try
            {
                foreach (var province in reference.Regions.Provinces)
                    await grains.GetGrain<IPlatformSyncGrain>(province.Code.Prefix).Watch();
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                    LogFailed(logger, e.GetType().Name);
                failing = true;
            }

            await Task.Delay(failing ? Soon : Interval, clock, stoppingToken);
        }
    }

    [LoggerMessage(EventId = 1405, Level = LogLevel.Warning, Message = "The platform's sync cannot be woken ({Error}); tried again until it can")]
    private static partial void LogFailed(ILogger logger, string error);
}
