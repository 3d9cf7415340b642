using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Grains.Waking;

/// <summary>
/// Sees to it that every <see cref="SingletonGrain"/> is awake: at the start of a silo, and every half minute, so that one that was lost
/// with its silo is soon back. One runs in each silo; they do not interfere with each other.
/// </summary>
public sealed partial class SingletonGrainActivator(
    IEnumerable<SingletonGrain> lone,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<SingletonGrainActivator> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> failing = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var failures = await Task.WhenAll(lone.Select(TryAsync));
            stoppingToken.ThrowIfCancellationRequested();
            foreach (var (name, failure) in failures)
            {
                if (failure is null)
                    failing.Remove(name);
                else if (failing.Add(name))
                    LogFailed(logger, name, failure.GetType().Name);
            }

            await Task.Delay(failing.Count > 0 ? Soon : Interval, clock, stoppingToken);
        }
    }

    private async Task<(string Name, Exception? Failure)> TryAsync(SingletonGrain one)
    {
        try
        {
            await one.Wake(grains);
            return (one.Name, null);
        }
        catch (Exception e)
        {
            return (one.Name, e);
        }
    }

    [LoggerMessage(EventId = 1405, Level = LogLevel.Warning, Message = "{Name} cannot be woken ({Error}); tried again until it can")]
    private static partial void LogFailed(ILogger logger, string name, string error);
}

/// <summary>
/// A grain of which there is one, or one for each province, and which works without being called: it must be activated first.
/// </summary>
/// <param name="Name">For the log.</param>
/// <param name="Wake">Wakes it, and sees to it that it has its reminder; harmless when it is awake.</param>
public sealed record SingletonGrain(string Name, Func<IGrainFactory, Task> Wake);
