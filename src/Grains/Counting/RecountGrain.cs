using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Counting;

/// <summary>
/// Runs recounts, one at a time. The night's run goes through the provinces; the stored results show whether it was done, so a crash or an
/// outage at night only delays it.
/// </summary>
[GrainType(TypeName)]
public sealed partial class RecountGrain(
    IRecount recount,
    ICountStore counts,
    IReferenceData reference,
    IOptions<CountingOptions> options,
    TimeProvider clock,
    ILogger<RecountGrain> logger
) : Grain, IRecountGrain, IRemindable, IDisposable
{
    /// <summary>Stored in the reminders table: never change it.</summary>
    public const string TypeName = "recount";

    private const string Reminder = "night";

    private readonly CancellationTokenSource stopping = new();
    private RecountRun? current;
    private Task running = Task.CompletedTask;

    /// <summary>
    /// Written only if absent: rewriting it at each start could delay it again and again. A changed option takes effect within one period.
    /// </summary>
    public async Task Watch()
    {
        if (await this.GetReminder(Reminder) is null)
        {
            await this.RegisterOrUpdateReminder(
                Reminder,
                RecountNight.UntilTick(clock.GetUtcNow(), options.Value.RecountAt),
                RecountNight.Period
            );
        }
    }

    public async Task<RecountStart> Start(string region, string by)
    {
        ArgumentNullException.ThrowIfNull(by);
        var leaves = await LeavesAsync(region);
        if (leaves.Length == 0)
            throw new UnknownRegionException(region);
        if (!running.IsCompleted)
            return new RecountStart(Started: false, current!);
        running = RunAsync(region, leaves, by);
        return new RecountStart(Started: true, current!);
    }

    public Task<RecountRun?> Current() => Task.FromResult(current);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (running.IsCompleted)
            running = NightAsync();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => stopping.Dispose();

    private async Task NightAsync()
    {
        try
        {
            var moment = RecountNight.Latest(clock.GetUtcNow(), options.Value.RecountAt);
            foreach (var province in reference.Regions.Provinces(ChinaTime.DateOf(clock.GetUtcNow())))
            {
                var leaves = await LeavesAsync(province.Code.Value);
                if (leaves.Length > 0 && !await IsDoneAsync(leaves, moment))
                    await RunAsync(province.Code.Value, leaves, IRecountGrain.Nightly);
            }
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            LogFailed(logger, "all", e.GetType().Name);
        }
    }

    private async Task<bool> IsDoneAsync(string[] leaves, DateTimeOffset moment) =>
        await recount.LatestAsync(leaves, stopping.Token) is { Count: > 0 } latest && latest.All(r => r.StartedAt >= moment);

    /// <summary>Never throws: a failed run stores its error, and the next tick of the night tries again.</summary>
    private async Task RunAsync(string region, string[] leaves, string by)
    {
        var run = new RecountRun(region, by, clock.GetUtcNow(), EndedAt: null, Result: null, Error: null);
        current = run;
        DelayDeactivation(TimeSpan.FromHours(2));
        try
        {
            // Off the grain's own scheduler: it is minutes of work, and the grain answers meanwhile.
            var result = await Task.Run(() => recount.RunAsync(leaves, by, stopping.Token), stopping.Token);
            CountingDiagnostics.Count(region, result);
            if (result.DifferentCells != 0)
            {
                LogDifferent(
                    logger,
                    region,
                    result.DifferentCells,
                    result.Lines,
                    result.Differences.Count > 0 ? result.Differences[0] : null
                );
            }
            else
            {
                LogEqual(logger, region, result.Lines, result.EndedAt - result.StartedAt);
            }

            current = run with { EndedAt = clock.GetUtcNow(), Result = Crossing(result) };
        }
        catch (Exception e)
        {
            LogFailed(logger, region, e.GetType().Name);
            current = run with { EndedAt = clock.GetUtcNow(), Error = e.GetType().Name };
        }
        finally
        {
            DelayDeactivation(TimeSpan.Zero);
        }
    }

    /// <summary>
    /// Those of today's tree, and every other one within the region that has rows: what ended, and what no file names now.
    /// </summary>
    private async Task<string[]> LeavesAsync(string region)
    {
        if (!RegionCode.TryParse(region, out var code))
            return [];
        var counted = await counts.LeavesAsync(stopping.Token);
        return
        [
            .. reference
                .Regions.CountingUnits(code, ChinaTime.DateOf(clock.GetUtcNow()))
                .Select(leaf => leaf.Code.Value)
                .Union(counted.Where(leaf => leaf.StartsWith(code.Prefix, StringComparison.Ordinal)), StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>In collections that every process can read.</summary>
    private static RecountResult Crossing(RecountResult result) =>
        result with
        {
            Differences = result.Differences.ToArray(),
            Figures = result.Figures.ToDictionary(),
        };

    [LoggerMessage(
        EventId = 1321,
        Level = LogLevel.Error,
        Message = "Recount of {Region}: {Cells} cells differ, {Lines} journal entries read; the first: {First}"
    )]
    private static partial void LogDifferent(
        ILogger logger,
        string region,
        long cells,
        long lines,
        Grid.Domain.Counting.Recounting.RecountDifference? first
    );

    [LoggerMessage(
        EventId = 1322,
        Level = LogLevel.Information,
        Message = "Recount of {Region}: no difference, {Lines} journal entries read in {Took}"
    )]
    private static partial void LogEqual(ILogger logger, string region, long lines, TimeSpan took);

    [LoggerMessage(EventId = 1323, Level = LogLevel.Warning, Message = "Recount of {Region} failed: {Error}")]
    private static partial void LogFailed(ILogger logger, string region, string error);
}

/// <summary>When the night's recount comes.</summary>
public static class RecountNight
{
    /// <summary>
    /// A reminder with a period of a day that was missed once would not come for a day, or longer; this one ticks often, first at the
    /// moment itself, and checks whether the night's work is done.
    /// </summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(15);

    /// <summary>The latest beginning of a night's recount that is not after <paramref name="now"/>.</summary>
    public static DateTimeOffset Latest(DateTimeOffset now, TimeOnly at)
    {
        var today = ChinaTime.StartOf(ChinaTime.DateOf(now)) + at.ToTimeSpan();
        return today <= now ? today : today.AddDays(-1);
    }

    /// <summary>From now to the reminder's first tick: at most one period, and one of its ticks falls on the moment.</summary>
    public static TimeSpan UntilTick(DateTimeOffset now, TimeOnly at)
    {
        var since = (now - Latest(now, at)).Ticks % Period.Ticks;
        return Period - TimeSpan.FromTicks(since);
    }
}
