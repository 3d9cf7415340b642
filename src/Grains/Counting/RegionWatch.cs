using Grid.Grains.Interfaces.Counting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Counting;

/// <summary>
/// Looks for leaves whose entries are not being folded, and nudges them: at the start, when no region is awake yet, and every few seconds.
/// One runs in each silo; they do not interfere with each other.
/// </summary>
public sealed partial class RegionWatch(
    ICountStore store,
    RegionNudger nudger,
    IOptions<CountingOptions> options,
    TimeProvider clock,
    ILogger<RegionWatch> logger
) : BackgroundService
{
    private bool failing;

    /// <summary>One pass. Tests call it; the process runs it every <see cref="CountingOptions.WatchInterval"/>.</summary>
    /// <returns>How many regions were nudged.</returns>
    public async Task<int> LookAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var waiting = await store.WaitingAsync(clock.GetUtcNow() - age, cancellationToken);
        foreach (var region in waiting)
            nudger.Add(region.Region);
        return waiting.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var age = TimeSpan.Zero;
        using var timer = new PeriodicTimer(options.Value.WatchInterval, clock);
        do
        {
            try
            {
                await LookAsync(age, stoppingToken);
                age = options.Value.WatchAge;
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                    LogFailed(logger, e.GetType().Name);
                failing = true;
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(
        EventId = 1312,
        Level = LogLevel.Warning,
        Message = "What waits to be counted cannot be looked for ({Error}); tried again until it can"
    )]
    private static partial void LogFailed(ILogger logger, string error);
}
