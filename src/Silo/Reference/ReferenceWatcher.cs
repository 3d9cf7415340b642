using Grid.Domain.Calendar;
using Grid.Domain.Data;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reorganising;
using Grid.Silo.Hosting;

namespace Grid.Silo.Reference;

/// <summary>
/// Looks at the data folder every ten seconds and takes over what changed, as a whole or not at all: a file with a mistake, or one that
/// would strand what offices hold, is reported with what is there, and the version in force stays. Warns each day while a calendar is
/// wanted.
/// </summary>
public sealed partial class ReferenceWatcher(
    GridSettings settings,
    ReferenceData data,
    ICaseMoves held,
    TimeProvider clock,
    ILogger<ReferenceWatcher> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private string? seen;
    private DateOnly warned;

    /// <summary>One look. Tests call it; the process does so every ten seconds.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await TakeOverAsync(cancellationToken);
        var today = ChinaTime.DateOf(clock.GetUtcNow());
        if (warned == today)
            return;
        warned = today;
        foreach (var alarm in CalendarAlarm.On(today, data.Calendars.Tables))
            LogCalendarWanted(logger, alarm.Text);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        seen = settings.DataFolder is { } folder ? ReferenceFiles.Signature(folder) : null;
        using var timer = new PeriodicTimer(Interval, clock);
        do await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        if (settings.DataFolder is not { } folder)
            return;
        try
        {
            var signature = ReferenceFiles.Signature(folder);
            if (signature == seen)
                return;
            var there = await held.HoldingsAsync(cancellationToken);
            seen = signature; // A bad file is reported once, not every ten seconds.
            var next = ReferenceFiles.Load(folder);
            StrandedCases.ThrowIfAny(next.Offices, there.Offices, there.Leaves, ChinaTime.DateOf(clock.GetUtcNow()));
            CalendarAlarm.EnsureCovers(ChinaTime.DateOf(clock.GetUtcNow()), next.Calendars.Tables);
            data.Replace(next);
            LogReplaced(logger, data.Calendars.Version);
        }
        catch (StoreUnavailableException)
        {
            LogUnknown(logger); // Nothing is known of what offices hold: the next look tries again.
        }
        catch (Exception e) when (e is DataFileException or CalendarMissingException or IOException or UnauthorizedAccessException)
        {
            LogRefused(logger, e.Message);
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Data files replaced; calendar version {Version}")]
    private static partial void LogReplaced(ILogger logger, string version);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "Data files not taken over, the version in force stays: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(
        EventId = 2004,
        Level = LogLevel.Warning,
        Message = "Changed data files wait: what offices hold could not be read; asked again soon"
    )]
    private static partial void LogUnknown(ILogger logger);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "{Text}")]
    private static partial void LogCalendarWanted(ILogger logger, string text);
}
