using System.Diagnostics.Metrics;
using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Matching;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Grid.Storage.Watching;

namespace Grid.Silo.Telemetry;

/// <summary>
/// What waits in the outboxes, and what waits for an operator, as gauges; each silo asks the database, so all report the same. While the
/// database does not answer, the gauges report nothing rather than old values.
/// </summary>
internal sealed partial class BacklogGauges : BackgroundService
{
    /// <summary>Older days of the sync were checked long ago.</summary>
    private const int DaysBack = 40;

    private readonly Meter meter = new("Grid.Host");
    private readonly RegisterWatch watch;
    private readonly IMatchRuns runs;
    private readonly IReferenceData reference;
    private readonly TelemetrySettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger<BacklogGauges> logger;
    private Seen? seen;

    public BacklogGauges(
        RegisterWatch watch,
        IMatchRuns runs,
        IReferenceData reference,
        TelemetrySettings settings,
        TimeProvider clock,
        ILogger<BacklogGauges> logger
    )
    {
        (this.watch, this.runs, this.reference) = (watch, runs, reference);
        (this.settings, this.clock, this.logger) = (settings, clock, logger);
        meter.CreateObservableGauge("grid.outbox.waiting", () => Each(one => one.Waiting), "{row}", "Rows that wait in an outbox.");
        meter.CreateObservableGauge(
            "grid.outbox.oldest",
            () => Each(one => Age(one.Oldest)),
            "s",
            "For how long the oldest row of an outbox waits."
        );
        meter.CreateObservableGauge(
            "grid.outbox.listed",
            () => Each(one => one.Listed),
            "{row}",
            "Rows that wait for an operator: refused by the platform, messages given up."
        );
        meter.CreateObservableGauge(
            "grid.platform.open_days",
            () => Of(seen?.OpenDays),
            "{day}",
            "Days of the sync that do not agree with the platform's statistics."
        );
        meter.CreateObservableGauge(
            "grid.recount.difference.latest",
            () => Of(seen?.Recount),
            "{cell}",
            "Cells in which the latest recount and the live counts differ."
        );
        meter.CreateObservableGauge(
            "grid.matching.late_sources",
            () => Of(seen?.LateSources),
            "{source}",
            "Sources of data that have delivered before, and not for longer than they may."
        );
        meter.CreateObservableGauge(
            "grid.calendar.alarms",
            () => Of(seen?.CalendarAlarms),
            "{year}",
            "Years whose working calendar is due and missing, or still provisional."
        );
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.WatchInterval, clock);
        do
        {
            try
            {
                var today = ChinaTime.DateOf(clock.GetUtcNow());
                var latest = await runs.LatestAsync(stoppingToken);
                seen = new Seen(
                    await watch.BacklogsAsync(stoppingToken),
                    await watch.OpenDaysAsync(today.AddDays(-DaysBack), stoppingToken),
                    await watch.RecountDifferenceAsync(stoppingToken) ?? 0,
                    CalendarAlarm.On(today, reference.Calendars.Tables).Count,
                    reference.Sources.All.Count(source =>
                        source.IsLate(latest.TryGetValue(source.Id, out var asOf) ? ChinaTime.DateOf(asOf) : null, today)
                    )
                );
            }
            catch (StoreUnavailableException)
            {
                seen = null;
            }
#pragma warning disable CA1031 // Watching never ends what is watched.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                seen = null;
                LogFailed(logger, e.GetType().Name);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private IEnumerable<Measurement<T>> Each<T>(Func<Backlog, T> value)
        where T : struct =>
        seen?.Backlogs.Select(one => new Measurement<T>(value(one), new KeyValuePair<string, object?>("outbox", one.Outbox))) ?? [];

    private static IEnumerable<Measurement<long>> Of(long? value) => value is { } known ? [new Measurement<long>(known)] : [];

    private double Age(DateTimeOffset? since) => since is { } moment ? Math.Max(0, (clock.GetUtcNow() - moment).TotalSeconds) : 0;

    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "Outboxes could not be looked at: {Error}")]
    private static partial void LogFailed(ILogger logger, string error);

    private sealed record Seen(IReadOnlyList<Backlog> Backlogs, long OpenDays, long Recount, long CalendarAlarms, long LateSources);
}
