using System.Collections.Concurrent;
using System.Threading.Channels;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons.Commit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Counting;

/// <summary>
/// The regions of this silo's commits that have not been nudged yet, each once. Adding one costs a commit a lookup; timers find whatever is
/// lost here.
/// </summary>
public sealed class RegionNudger
{
    /// <summary>More than any province has leaves.</summary>
    private const int Most = 4096;

    private readonly ConcurrentDictionary<string, bool> waiting = new(StringComparer.Ordinal);
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private int count;

    /// <summary>Adds a region. Never waits, never fails.</summary>
    public void Add(string region)
    {
        if (Volatile.Read(ref count) >= Most || !waiting.TryAdd(region, true))
            return;
        Interlocked.Increment(ref count);
        signal.Writer.TryWrite(true);
    }

    /// <summary>The leaves whose figures a commit moves.</summary>
    public void Add(IReadOnlyList<CountRow> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        foreach (var row in counts)
            Add(row.Entry.Region);
    }

    /// <summary>Waits until there is one.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await signal.Reader.ReadAsync(cancellationToken);

    /// <summary>Takes the present ones. One that is added afterwards stays for the next call.</summary>
    public IReadOnlyList<string> Take()
    {
        var taken = new List<string>();
        foreach (var (region, _) in waiting)
        {
            if (!waiting.TryRemove(region, out _))
                continue;
            Interlocked.Decrement(ref count);
            taken.Add(region);
        }

        return taken;
    }
}

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
