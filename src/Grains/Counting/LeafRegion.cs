using Grid.Domain.Counting;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Retrying;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Counting;

/// <summary>
/// A leaf: folds entries page by page, one page at a time, and answers with what is folded. A page is one transaction of the store, so
/// nothing is lost or counted twice when this activation ends, or when a second one runs beside it.
/// </summary>
internal sealed partial class LeafRegion(
    string region,
    ICountStore store,
    CountConcurrency places,
    CountingOptions options,
    TimeProvider clock,
    ILogger logger
) : IRegionPart
{
    private static readonly Backoff Pauses = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15));

    private readonly CancellationTokenSource stopping = new();
    private readonly LeafCountsCache memory = new();
    private readonly Dictionary<CountingPeriod, RegionFigures> closed = [];

    /// <summary>Folding of what waited when it began; at most one at a time.</summary>
    private Task pass = Task.CompletedTask;
    private Task background = Task.CompletedTask;
    private bool again;
    private int failures;
    private long failedAt;

    public void Wake()
    {
        again = true;
        if (background.IsCompleted && !IsPausing() && !stopping.IsCancellationRequested)
            background = FoldWhileNudgedAsync();
    }

    public async Task<RegionFigures> FiguresAsync(CountingPeriod period)
    {
        var counts = memory.Counts ?? await LoadAsync();
        if (!LeafCountsCache.IsClosed(counts, period))
            return memory.Open(period);
        if (!closed.TryGetValue(period, out var figures))
        {
            figures = await places.ReadAsync(() => store.PeriodAsync(region, period, stopping.Token), stopping.Token);
            if (memory.Counts is { } now && LeafCountsCache.IsClosed(now, period))
                closed[period] = figures;
        }

        // Closed figures do not change; how far this leaf has folded does.
        return memory.Counts is { } latest ? figures with { Closed = true, AsOf = latest.AsOf, Version = latest.Version } : figures;
    }

    public async Task<FoldState> DrainAsync()
    {
        if (!pass.IsCompleted)
            await pass.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext); // It may have looked before the call.
        await PassAsync();
        var counts = memory.Counts!;
        return new FoldState(region, counts.Version, counts.ClosedThrough, Waiting: 0, counts.AsOf);
    }

    public async Task ReloadAsync()
    {
        closed.Clear();
        await LoadAsync();
        closed.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(pass, background)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        stopping.Dispose();
    }

    private async Task FoldWhileNudgedAsync()
    {
        while (again && !stopping.IsCancellationRequested)
        {
            again = false;
            try
            {
                await PassAsync();
            }
            catch (Exception e)
            {
                if (!stopping.IsCancellationRequested)
                    Pause(e);
                return;
            }
        }
    }

    private Task PassAsync()
    {
        if (pass.IsCompleted)
            pass = FoldAsync();
        return pass;
    }

    private async Task FoldAsync()
    {
        FoldPage page;
        do
        {
            // A page is some milliseconds of work, which readers of this leaf should not wait for.
            page = await places.FoldAsync(
                () => Task.Run(() => store.FoldAsync(region, options.PageSize, stopping.Token), stopping.Token),
                stopping.Token
            );
            if (!memory.Add(page))
                await LoadAsync();
            CountingDiagnostics.Count(page, clock.GetUtcNow());
            foreach (var entry in page.Unmatched)
                LogUnmatched(logger, region, entry.Person.ToString(), entry.Sequence, entry.Entry.Kind);
        } while (page.More);

        if (failures > 0)
            LogRecovered(logger, region, failures);
        failures = 0;
    }

    private async Task<LeafCounts> LoadAsync()
    {
        var ticket = memory.Ticket();
        memory.Take(await places.ReadAsync(() => store.LoadAsync(region, stopping.Token), stopping.Token), ticket);
        return memory.Counts!;
    }

    private bool IsPausing() => failures > 0 && clock.GetElapsedTime(failedAt) < Pauses.After(failures);

    /// <summary>Logged once, not at every attempt: the timer tries again.</summary>
    private void Pause(Exception failure)
    {
        failedAt = clock.GetTimestamp();
        CountingDiagnostics.CountFailure();
        if (failures++ == 0)
            LogFailed(logger, region, failure.GetType().Name);
    }

    [LoggerMessage(
        EventId = 1301,
        Level = LogLevel.Warning,
        Message = "Counts of region {Region} cannot be folded now ({Error}); tried again until they can"
    )]
    private static partial void LogFailed(ILogger logger, string region, string error);

    [LoggerMessage(
        EventId = 1302,
        Level = LogLevel.Information,
        Message = "Counts of region {Region} are folded again, after {Failures} failures"
    )]
    private static partial void LogRecovered(ILogger logger, string region, int failures);

    [LoggerMessage(
        EventId = 1303,
        Level = LogLevel.Error,
        Message = "A count entry had no segment in region {Region}: person {Person}, journal {Sequence}, {Kind}"
    )]
    private static partial void LogUnmatched(
        ILogger logger,
        string region,
        string person,
        long sequence,
        Grid.Domain.Counting.CountKind kind
    );
}

/// <summary>
/// Limits how many leaves of this silo fold, and how many read, in parallel. After a start or an outage all of them want to, and persons'
/// commits need connections too.
/// </summary>
public sealed class CountConcurrency(IOptions<CountingOptions> options) : IDisposable
{
    private readonly SemaphoreSlim folding = new(options.Value.AtOnce);
    private readonly SemaphoreSlim reading = new(options.Value.ReadsAtOnce);

    /// <summary>Folds as soon as there is a place.</summary>
    public Task<T> FoldAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) => RunAsync(folding, work, cancellationToken);

    /// <summary>Reads as soon as there is a place; readers do not wait for folding.</summary>
    public Task<T> ReadAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) => RunAsync(reading, work, cancellationToken);

    public void Dispose()
    {
        folding.Dispose();
        reading.Dispose();
    }

    private static async Task<T> RunAsync<T>(SemaphoreSlim places, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            places.Release();
        }
    }
}
