using Grid.Domain.Calendar;
using Grid.Domain.Data;
using Grid.Silo.Hosting;

namespace Grid.Silo.Reference;

/// <summary>
/// Looks at the data folder every ten seconds and takes over what changed, as a whole or not at all: a file with a mistake is reported and
/// the version in force stays. Warns each day while a calendar is wanted.
/// </summary>
public sealed partial class ReferenceWatcher(GridSettings settings, ReferenceData data, TimeProvider clock, ILogger<ReferenceWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private string? seen;
    private DateOnly warned;

    /// <summary>One look. Tests call it; the process does so every ten seconds.</summary>
    public void Look()
    {
        TakeOver();
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
        do
            Look();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void TakeOver()
    {
        if (settings.DataFolder is not { } folder)
            return;
        try
        {
            var signature = ReferenceFiles.Signature(folder);
            if (signature == seen)
                return;
            seen = signature; // A bad file is reported once, not every ten seconds.
            var next = ReferenceFiles.Load(folder);
            CalendarAlarm.EnsureCovers(ChinaTime.DateOf(clock.GetUtcNow()), next.Calendars.Tables);
            data.Replace(next);
            LogReplaced(logger, data.Calendars.Version);
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

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "{Text}")]
    private static partial void LogCalendarWanted(ILogger logger, string text);
}
