using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Erasing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Core.Internal;

namespace Grid.Grains.Persons.Erasing;

/// <summary>
/// Drops from memory who was erased. An activation that has the old state can write nothing more (the version has moved on), but it would
/// answer reads for as long as it is asked. Each silo looks; they do not interfere with each other.
/// </summary>
/// <remarks>
/// An activation that read the old state just before the erasure is in the directory by then, and gets the call after it is up.
/// </remarks>
public sealed partial class ErasedWatch(IErasures erasures, IGrainFactory grains, TimeProvider clock, ILogger<ErasedWatch> logger)
    : BackgroundService
{
    /// <summary>For so long an erased person may still be read where it was in memory.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private const int Page = 500;

    private long? seen;
    private bool failing;

    /// <summary>One pass. Tests call it; the process runs it every <see cref="Period"/>.</summary>
    /// <returns>How many persons were dropped. The first pass begins some minutes back: what is older was never in this process.</returns>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        seen ??= await erasures.LatestBeforeNowAsync(cancellationToken);
        var dropped = 0;
        while (await erasures.AfterAsync(seen.Value, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var (id, person) in page)
            {
                await grains.GetPerson(person).AsReference<IGrainManagementExtension>().DeactivateOnIdle(cancellationToken);
                seen = id;
                dropped++;
            }
        }

        return dropped;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
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
        EventId = 1391,
        Level = LogLevel.Warning,
        Message = "Whose data was erased cannot be looked for ({Error}); tried again until it can"
    )]
    private static partial void LogFailed(ILogger logger, string error);
}
