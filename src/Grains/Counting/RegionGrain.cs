using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Counting;

/// <summary>
/// The live counts of a region. What it does depends on the level (<see cref="LeafRegion"/>, <see cref="ParentRegion"/>); this class keeps
/// a leaf folding: nudges from commits, a timer for those that were lost, and a reminder that brings the activation back after a crash.
/// </summary>
[GrainType(TypeName)]
public sealed partial class RegionGrain(
    IReferenceData reference,
    ICountStore store,
    CountConcurrency places,
    IOptions<CountingOptions> options,
    TimeProvider clock,
    ILogger<RegionGrain> logger
) : Grain, IRegionGrain, IRemindable, IAsyncDisposable
{
    /// <summary>Stored in the reminders table as <c>region/&lt;code&gt;</c>: never change it.</summary>
    public const string TypeName = "region";

    private const string Reminder = "fold";

    /// <summary>
    /// Not shorter than the refresh of reminders (<c>ReminderOptions.RefreshReminderListPeriod</c>), and not longer than an idle activation
    /// is kept.
    /// </summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);

    private IRegionPart? part;
    private bool unknown;
    private bool reminded;
    private Task reminding = Task.CompletedTask;

    /// <summary>
    /// A region that has ended may still have entries to fold: it is known as long as the tree has a version of it that has begun.
    /// </summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (tree, today) = (reference.Regions, ChinaTime.DateOf(clock.GetUtcNow()));
        if (
            !RegionCode.TryParse(this.GetPrimaryKeyString(), out var code)
            || code.Value != this.GetPrimaryKeyString()
            || tree.Known(code, today) is null
            || !tree.Leaves(code, today).Any()
        )
        {
            unknown = true; // Each call reports it: an exception from activation does not reach the callers unchanged.
            return Task.CompletedTask;
        }

        if (!tree.IsCountingUnit(code, today))
        {
            part = new ParentRegion(code, reference, GrainFactory, options.Value, clock);
            return Task.CompletedTask;
        }

        part = new LeafRegion(code.Value, store, places, options.Value, clock, logger);
        var interval = options.Value.Interval;
        this.RegisterGrainTimer(
            Tick,
            new GrainTimerCreationOptions(interval * (RandomNumberGenerator.GetInt32(200, 1000) / 1000.0), interval)
            {
                KeepAlive = true,
                Interleave = true,
            }
        );
        return Task.CompletedTask;
    }

    /// <summary>Folding ends before another activation may begin.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (part is not null)
            await part.DisposeAsync();
        part = null;
    }

    public Task Nudge()
    {
        part?.Wake();
        return Task.CompletedTask;
    }

    public async Task<RegionFigures> Figures(CountingPeriod period) => await Translated(() => Part().FiguresAsync(period));

    public async Task<FoldState> Drain() => await Translated(() => Part().DrainAsync());

    public Task Reload() =>
        Translated(async () =>
        {
            await Part().ReloadAsync();
            return true;
        });

    /// <summary>It only reactivates the grain after a crash; otherwise it works like a nudge.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Nudge();

    private Task Tick(CancellationToken cancellationToken)
    {
        part?.Wake();
        if (!reminded && reminding.IsCompleted)
            reminding = RemindAsync();
        return Task.CompletedTask;
    }

    /// <summary>Its row is written once and then stays; it is past after its first tick, and so in each refresh of the reminders.</summary>
    private async Task RemindAsync()
    {
        try
        {
            reminded = await places.ReadAsync(
                async () => (await this.GetReminder(Reminder) ?? await this.RegisterOrUpdateReminder(Reminder, Period, Period)) is not null,
                CancellationToken.None
            );
        }
        catch (Exception e)
        {
            LogNotReminded(logger, this.GetPrimaryKeyString(), e.GetType().Name);
        }
    }

    private IRegionPart Part()
    {
        if (part is not null)
            return part;
        if (!unknown)
            throw new StoreUnavailableException("This region's grain is moving. Repeat.");
        DeactivateOnIdle(); // It may begin tomorrow, or come with another file: the next call looks again.
        throw new UnknownRegionException(this.GetPrimaryKeyString());
    }

    private static async Task<T> Translated<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e)
        {
            ExceptionDispatchInfo.Throw(StoreExceptionTranslator.Translate(e));
            throw;
        }
    }

    [LoggerMessage(EventId = 1304, Level = LogLevel.Warning, Message = "Region {Region} has no reminder yet ({Error}); tried again soon")]
    private static partial void LogNotReminded(ILogger logger, string region, string error);
}

/// <summary>
/// What a region's grain does by the region's level: a leaf folds, a parent sums. Used by one thread at a time, whose calls may interleave.
/// Disposing starts nothing new and waits for what is in progress.
/// </summary>
internal interface IRegionPart : IAsyncDisposable
{
    /// <summary>There may be something to fold.</summary>
    void Wake();

    Task<RegionFigures> FiguresAsync(CountingPeriod period);

    Task<FoldState> DrainAsync();

    Task ReloadAsync();
}
