using System.Reflection;
using Grid.Grains.Interfaces.Operations;
using Grid.Grains.Persons.Duties;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Grid.Silo.Operations;

/// <summary>
/// Stores every few seconds what this silo measured, so that any process can show it: numbers by grain type and queue,
/// never a grain's key.
/// </summary>
public sealed partial class SiloReporting(
    ICluster cluster,
    ILocalSiloDetails silo,
    IGrainFactory grains,
    TickGate gate,
    IOptions<DutyOptions> duties,
    TimeProvider clock,
    ILogger<SiloReporting> logger
) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private static readonly string Version = typeof(SiloReporting)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        ?.InformationalVersion
        ?? "0";

    private readonly SiloMeters meters = new();
    private bool failing;

    public override void Dispose()
    {
        meters.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var last = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                var counts = await grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics([silo.SiloAddress], stoppingToken);
                var since = clock.GetElapsedTime(last);
                last = clock.GetTimestamp();
                var (calls, queues, ticks, turnedAway) = meters.Read(since);
                await cluster.ReportAsync(
                    new SiloReport(
                        silo.Name,
                        clock.GetUtcNow(),
                        Version,
                        Types(counts),
                        calls,
                        queues,
                        new TickFigures(gate.Taken, duties.Value.TicksAtWork, ticks, turnedAway)
                    ),
                    stoppingToken
                );
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

    /// <summary>Types by their short names: <c>PersonGrain</c>.</summary>
    private static List<GrainTypeCount> Types(SimpleGrainStatistic[] counts) =>
        [
            .. counts
                .GroupBy(one => one.GrainType.Split(',')[0].Split('.')[^1], one => (long)one.ActivationCount)
                .Select(type => new GrainTypeCount(type.Key, type.Sum()))
                .OrderByDescending(type => type.Count)
                .ThenBy(type => type.Type, StringComparer.Ordinal),
        ];

    [LoggerMessage(
        EventId = 1501,
        Level = LogLevel.Warning,
        Message = "This silo's figures could not be written down ({Error}); tried again until they can"
    )]
    private static partial void LogFailed(ILogger logger, string error);
}
