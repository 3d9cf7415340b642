using Grid.Api.Hosting;
using Grid.Grains.Interfaces.Persons;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Api.Matching.Pulling;

/// <summary>Looks every minute whether the file of a source is due, one source after the other.</summary>
internal sealed partial class MatchPulling(
    IReadOnlyDictionary<string, MatchPullOptions> sources,
    MatchPuller puller,
    TimeProvider clock,
    ILogger<MatchPulling> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly Dictionary<string, (DateTimeOffset NotBefore, int Failures)> waits = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await LookAsync(stoppingToken);
    }

    /// <summary>Looks at all sources once.</summary>
    internal async Task LookAsync(CancellationToken cancelled)
    {
        foreach (var (source, options) in sources)
            await LookAsync(source, options, cancelled);
    }

    /// <summary>A source that fails is asked again after a minute, then two, up to an hour; one that has nothing newer, after a quarter.</summary>
    private async Task LookAsync(string source, MatchPullOptions options, CancellationToken cancelled)
    {
        var (notBefore, failures) = waits.GetValueOrDefault(source);
        if (clock.GetUtcNow() < notBefore)
            return;
        PullOutcome outcome;
        try
        {
            outcome = await puller.PullAsync(source, options, cancelled);
        }
        catch (Exception e) when (!cancelled.IsCancellationRequested)
        {
            LogFailed(logger, source, e.GetType().Name);
            outcome = PullOutcome.Failed;
        }

        failures = outcome == PullOutcome.Failed ? Math.Min(failures + 1, 7) : 0;
        var wait = outcome switch
        {
            PullOutcome.Failed => Interval * Math.Pow(2, failures - 1),
            PullOutcome.Unchanged => LongestWait / 4,
            _ => TimeSpan.Zero,
        };
        waits[source] = (clock.GetUtcNow() + (wait < LongestWait ? wait : LongestWait), failures);
    }

    [LoggerMessage(EventId = 1450, Level = LogLevel.Warning, Message = "Source {Source} could not be fetched ({Error})")]
    private static partial void LogFailed(ILogger logger, string source, string error);
}

/// <summary>Registers what reads files of sources, and what fetches them where that is configured.</summary>
internal static class MatchPullServices
{
    public static void AddMatchFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<MatchFile>();
        var sources = MatchPullOptions.ReadAll(configuration);
        if (sources.Count == 0)
            return;
        services.AddSingleton(sources);
        services.AddSingleton<MatchPuller>();
        services.AddHostedService<MatchPulling>();
        services
            .AddHttpClient(MatchPuller.Client, client => client.Timeout = Timeout.InfiniteTimeSpan) // Each source has its own patience.
            .ConfigurePrimaryHttpMessageHandler(OutwardCalls.Handler);
    }
}
