using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Platform;

/// <summary>
/// The sync of a province. Pulling, handing over, sending and closing days run in parallel with each other and with calls to the grain,
/// each at most once at a time; only <see cref="Reconcile"/> waits for the platform. Everything that must not be lost is in the store, and
/// a new activation continues from there.
/// </summary>
[GrainType(TypeName)]
public sealed partial class PlatformSyncGrain(
    [PersistentState("platform")] IPersistentState<PlatformSyncMemory> memory,
    IPlatformIntake intake,
    IPlatformSettlements settlements,
    IPlatformOutbox outbox,
    IPlatformDays days,
    IPlatformOrders orders,
    IPlatformBackfills backfills,
    IEnumerable<IPlatformTransport> transports,
    IPersonIdentifier identifier,
    IReferenceData reference,
    IOptions<PlatformSyncOptions> options,
    TimeProvider clock,
    ILogger<PlatformSyncGrain> logger
) : Grain, IPlatformSyncGrain, IRemindable, IAsyncDisposable
{
    /// <summary>Stored in the reminders table as <c>platform/&lt;province&gt;</c>: never change it.</summary>
    public const string TypeName = "platform";

    private const string Reminder = "sync";

    /// <summary>Not shorter than the refresh of reminders (<c>ReminderOptions.RefreshReminderListPeriod</c>).</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly PlatformSyncOptions settings = options.Value;
    private readonly SyncShutdown ending = new(clock);
    private readonly OpenDays open = new(memory);
    private PlatformCalls? calls;
    private PlatformDayClosing closing = null!;
    private RecurringWork[] parts = [];
    private RecurringWork handing = null!;
    private RecurringWork? pulling;
    private RecurringWork? sending;
    private RecurringWork? backfilling;

    /// <summary>The pause as last read from the store.</summary>
    private PlatformOrder? pause;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var province = this.GetPrimaryKeyString();
        calls = transports.LastOrDefault() is { } transport ? new PlatformCalls(transport, settings.AtOnce, clock) : null;
        closing = new PlatformDayClosing(province, days, outbox, open, calls, settings, ending, clock);
        handing = Part(
            "handing over applications",
            new PlatformHandingOver(
                province,
                intake,
                settlements,
                GrainFactory,
                identifier,
                reference,
                settings,
                ending,
                clock,
                logger
            ).HandOverAsync,
            settings.Interval
        );
        parts = [handing, Part("looking", LookAsync, settings.Interval)];
        if (calls is not null)
        {
            var pull = new PlatformPulling(province, intake, calls, settings, ending, clock, () => handing.Ask(), logger);
            var send = new PlatformSending(outbox, calls, open, reference, () => pause is not null, settings, ending, clock);
            pulling = Part("pulling applications", () => Unless(pull.PullAsync), settings.PullInterval);
            sending = Part("sending", () => Unless(send.SendDueAsync), settings.Interval);
            var backfill = new PlatformBackfilling(
                backfills,
                reference,
                () => pause is not null,
                () => sending.Ask(),
                settings,
                ending,
                clock
            );
            backfilling = Part("backfilling", () => Unless(backfill.WorkAsync), settings.Interval);
            parts =
            [
                .. parts,
                pulling,
                sending,
                backfilling,
                Part("closing days", () => Unless(closing.CloseAsync), settings.ReconcileInterval),
            ];
        }

        this.RegisterGrainTimer(
            Tick,
            new GrainTimerCreationOptions(TimeSpan.Zero, settings.Interval) { KeepAlive = true, Interleave = true }
        );
        return Task.CompletedTask;
    }

    /// <summary>Work in progress is finished if that does not take long; the rest becomes free when its lease runs out.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        ending.EndAsync(Task.WhenAll(parts.Select(part => part.Running)), Patience, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await ending.EndAsync(Task.WhenAll(parts.Select(part => part.Running)), TimeSpan.Zero, CancellationToken.None);
        ending.Dispose();
        calls?.Dispose();
        open.Dispose();
    }

    public Task Nudge()
    {
        handing.Ask();
        sending?.Ask();
        backfilling?.Ask();
        return Task.CompletedTask;
    }

    public async Task Watch()
    {
        if (await this.GetReminder(Reminder) is null)
            await this.RegisterOrUpdateReminder(Reminder, Period, Period);
    }

    public async Task<PlatformSyncState> State()
    {
        pause = await orders.PausedAsync(CancellationToken.None);
        var state = await outbox.StateAsync(CancellationToken.None);
        var reconciled = await days.LastReconciledAsync(CancellationToken.None);
        return new PlatformSyncState(
            this.GetPrimaryKeyString(),
            pause?.By,
            pause?.Reason,
            calls?.Reachable,
            calls?.LastAnswerAt,
            calls?.LastError,
            pulling?.LastDone,
            reconciled,
            state.Waiting,
            state.Oldest,
            state.Refused,
            clock.GetUtcNow()
        );
    }

    public Task<PlatformDay> Reconcile(DateOnly day) =>
        day < clock.Today() ? closing.CloseAsync(day) : throw new ArgumentOutOfRangeException(nameof(day), $"{day:O} is not over.");

    /// <summary>It only reactivates the grain after a crash.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Nudge();

    private Task Tick(CancellationToken cancellationToken)
    {
        foreach (var part in parts)
            part.Tick();
        return Task.CompletedTask;
    }

    /// <summary>An operator's order takes effect also when it did not come through this grain.</summary>
    private async Task LookAsync()
    {
        pause = await orders.PausedAsync(ending.Abort);
        PlatformDiagnostics.Show(this.GetPrimaryKeyString(), await outbox.StateAsync(ending.Abort), clock.GetUtcNow());
    }

    private async Task Unless(Func<Task> work)
    {
        pause = await orders.PausedAsync(ending.Abort);
        if (pause is null)
            await work();
    }

    private RecurringWork Part(string name, Func<Task> work, TimeSpan every) => new(name, work, every, ending, clock, logger);
}

/// <summary>
/// What the sync keeps about its days; kept by the standard grain storage. Everything else is in the tables of the store.
/// </summary>
[GenerateSerializer, Alias("Grid.PlatformSyncMemory")]
public sealed class PlatformSyncMemory
{
    /// <summary>Days for which something was or may have been sent since they last reconciled.</summary>
    [Id(0)]
    public List<DateOnly> Open { get; set; } = [];

    /// <summary>The last day whose end was processed; null before the first.</summary>
    [Id(1)]
    public DateOnly? LastOver { get; set; }

    /// <summary>
    /// The last day that reconciled while this was kept. The table of days is what is shown
    /// (<see cref="Interfaces.Platform.IPlatformDays.LastReconciledAsync"/>): it has those from elsewhere, too.
    /// </summary>
    [Id(2)]
    public DateOnly? LastReconciled { get; set; }
}

/// <summary>How the work of an activation ends: work in progress is finished first, and abandoned if that takes too long.</summary>
internal sealed class SyncShutdown(TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource aborting = new();

    /// <summary>Nothing new is started.</summary>
    public bool IsStopping => stopping.IsCancellationRequested;

    /// <summary>Ends every wait and call.</summary>
    public CancellationToken Abort => aborting.Token;

    public async Task EndAsync(Task work, TimeSpan patience, CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Task.WhenAny(work, Task.Delay(patience, clock, cancellationToken));
        await aborting.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose()
    {
        stopping.Dispose();
        aborting.Dispose();
    }
}
