using Grid.Domain.Data;
using Grid.Grains.Calendars;
using Grid.Grains.Interfaces.Calendars;
using Microsoft.Extensions.Options;

namespace Grid.Silo.Reference;

/// <summary>
/// Asks the store every few seconds whether an operator loaded a calendar, in every process, and takes all loaded ones over at once. Those
/// that do not fit beside the data files are reported, and the version in force stays.
/// </summary>
public sealed partial class CalendarWatcher(
    ICalendarStore store,
    ReferenceData data,
    IOptions<CalendarOptions> options,
    TimeProvider clock,
    ILogger<CalendarWatcher> logger
) : BackgroundService
{
    private long seen;

    /// <summary>One look. Tests call it; the process does so every <see cref="CalendarOptions.Poll"/>.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The version is read first: a calendar stored between the two reads is read now, and once more next time.
            var version = await store.VersionAsync(cancellationToken);
            if (version == seen)
                return;
            var tables = await store.ReadAsync(cancellationToken);
            seen = version; // Bad ones are reported once, not every few seconds.
            data.Load(tables);
            LogLoaded(logger, data.Calendars.Version);
        }
        catch (DataFileException e)
        {
            LogRefused(logger, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnread(logger, e.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Poll, clock);
        do await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 2011, Level = LogLevel.Information, Message = "Loaded calendars taken over; calendar version {Version}")]
    private static partial void LogLoaded(ILogger logger, string version);

    [LoggerMessage(
        EventId = 2012,
        Level = LogLevel.Error,
        Message = "Loaded calendars not taken over, the version in force stays: {Reason}"
    )]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(EventId = 2013, Level = LogLevel.Warning, Message = "Loaded calendars could not be read ({Error}); asked again soon")]
    private static partial void LogUnread(ILogger logger, string error);
}
