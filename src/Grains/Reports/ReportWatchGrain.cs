using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Reports;

/// <summary>
/// Checks once a day which reports are due and not submitted. Its notes are in the store, so it keeps nothing but the day of its
/// last look.
/// </summary>
[GrainType(TypeName)]
public sealed partial class ReportWatchGrain(
    IReportStore store,
    IReferenceData reference,
    IOptions<ReportOptions> options,
    TimeProvider clock,
    ILogger<ReportWatchGrain> logger
) : Grain, IReportWatchGrain, IRemindable
{
    public const string TypeName = "report-watch";

    private const string Reminder = "daily";
    private const int NamedInLog = 20;

    private DateOnly looked;
    private bool planned;

    /// <summary>Once in a life: the reminder has the interval of today's options, and asking again does not put its tick off.</summary>
    public async Task Watch()
    {
        if (planned)
            return;
        await this.RegisterOrUpdateReminder(Reminder, options.Value.WatchInterval, options.Value.WatchInterval);
        planned = true;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (looked != clock.Today())
            await Look();
    }

    public async Task<int> Look()
    {
        var today = clock.Today();
        var owed = 0;
        if (await store.FirstPeriodAsync(CancellationToken.None) is { } first)
        {
            foreach (var period in Watched(first, today))
                owed += await LookAsync(period, today);
        }

        looked = today;
        return owed;
    }

    /// <summary>From the newest that is watched back to the first that was counted.</summary>
    private IEnumerable<CountingPeriod> Watched(CountingPeriod first, DateOnly today)
    {
        var newest = new CountingPeriod(YearMonth.Of(today).AddMonths(-1));
        for (var (period, left) = (newest, options.Value.WatchedPeriods); period >= first && left > 0; period = period.Previous, left--)
            yield return period;
    }

    private async Task<int> LookAsync(CountingPeriod period, DateOnly today)
    {
        RegionCode[] regions = [.. ReportScope.Reporting(reference.Regions, period, today).Select(region => region.Code)];
        var rows = await store.RowsAsync([.. regions.Select(region => region.Value)], period, CancellationToken.None);
        var submitted = rows.Where(row => row.Submission is not null).Select(row => row.Region).ToHashSet(StringComparer.Ordinal);
        var missing = regions
            .Where(region => !submitted.Contains(region.Value))
            .ToLookup(region => ReportDue.Of(period, region, reference.Calendars).Date < today, region => region.Value);
        foreach (var group in missing)
        {
            var noted = await store.NoteMissingAsync(period, [.. group], overdue: group.Key, clock.GetUtcNow(), CancellationToken.None);
            if (noted.Count > 0)
                Warn(group.Key, period, [.. noted]);
        }

        return missing.Sum(group => group.Count());
    }

    private void Warn(bool overdue, CountingPeriod period, string[] regions)
    {
        var named = string.Join(", ", regions.Order(StringComparer.Ordinal).Take(NamedInLog)) + (regions.Length > NamedInLog ? ", …" : "");
        if (overdue)
            LogOverdue(logger, period.ToString(), regions.Length, named);
        else
            LogDue(logger, period.ToString(), regions.Length, named);
    }

    [LoggerMessage(EventId = 1411, Level = LogLevel.Warning, Message = "Reports for {Period} not submitted yet: {Count} ({Regions})")]
    private static partial void LogDue(ILogger logger, string period, int count, string regions);

    [LoggerMessage(EventId = 1412, Level = LogLevel.Error, Message = "Reports for {Period} overdue: {Count} ({Regions})")]
    private static partial void LogOverdue(ILogger logger, string period, int count, string regions);
}
