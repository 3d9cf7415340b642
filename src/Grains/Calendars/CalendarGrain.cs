using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Calendars;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Calendars;

/// <summary>
/// Changes calendars while the register runs. A person is recomputed with the calendars of the silo on which its grain is, so recomputing
/// begins only when every process has had the time to take the table over (<see cref="CalendarOptions.Settled"/>), and goes through all
/// persons twice: the second sweep corrects what a late silo left, or moved back with its old table. Recomputing again changes nothing.
/// </summary>
/// <remarks>
/// Progress is stored after every page; the grain's own reminder wakes it after a crash. The work is stored before the table, so a table is
/// never in force without it.
/// </remarks>
[GrainType(TypeName)]
public sealed partial class CalendarGrain(
    [PersistentState("calendar")] IPersistentState<CalendarState> state,
    ICalendarStore store,
    IWorklists worklists,
    IReferenceData reference,
    IOptions<CalendarOptions> options,
    TimeProvider clock,
    ILogger<CalendarGrain> logger
) : Grain, ICalendarGrain, IRemindable
{
    public const string TypeName = "calendar";

    private const string Reminder = "recompute";
    private const int Sweeps = 2;
    private const int Tries = 3;

    /// <summary>Not shorter than the refresh of reminders (<c>ReminderOptions.RefreshReminderListPeriod</c>).</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private IGrainTimer? timer;
    private bool stale;

    public async Task<CalendarProgress> Load(Actor actor, CalendarYear table, CommandReceipt? receipt)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(table);
        var before = reference.Calendars.Tables.With(await store.ReadAsync(CancellationToken.None));
        if (CalendarShift.FirstDay(before, before.With(table), table) is { } from)
            await PlanAsync(from);
        try
        {
            await store.StoreAsync(table, actor.Subject, clock.GetUtcNow(), receipt, CancellationToken.None);
        }
        finally
        {
            // Also after a failure: work for an earlier table may be in progress, and this table may be in force after all.
            if (state.State.Sweep > 0)
                GoOn(options.Value.Settled);
        }

        return Answer();
    }

    public async Task<string?> Replace(Actor actor, CalendarYear table, string expected, CommandReceipt? receipt)
    {
        ArgumentNullException.ThrowIfNull(table);
        var before = reference.Calendars.Tables.With(await store.ReadAsync(CancellationToken.None));
        var now = before.Find(table.Region, table.Year) is { } found ? CalendarVersion.Of(found) : "";
        if (now != expected)
            return now;
        await Load(actor, table, receipt);
        return null;
    }

    public Task<CalendarProgress> Progress() => Task.FromResult(Answer());

    /// <summary>Continues where a lost activation stopped.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (state.State.Sweep == 0)
            await EndReminderAsync();
        else if (timer is null)
            GoOn(options.Value.Settled);
    }

    private async Task PlanAsync(DateOnly from)
    {
        var planned = state.State;
        planned.From = planned.Sweep > 0 && planned.From < from ? planned.From : from;
        (planned.Sweep, planned.Cursor, planned.Done) = (1, null, 0);
        timer?.Dispose();
        timer = null;
        await WriteAsync();
        await this.RegisterOrUpdateReminder(Reminder, Period, Period);
    }

    private void GoOn(TimeSpan after)
    {
        timer ??= this.RegisterGrainTimer(
            StepAsync,
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true }
        );
        timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (stale)
                await state.ReadStateAsync(cancellationToken);
            stale = false;
            if (state.State is { Sweep: > 0, From: { } from })
                await PageAsync(from, cancellationToken);
        }
        catch (Exception e)
        {
            LogStepFailed(logger, e);
            GoOn(Pause);
        }
    }

    private async Task PageAsync(DateOnly from, CancellationToken cancellationToken)
    {
        var now = state.State;
        var after = now.Cursor is { } cursor ? PersonId.Parse(cursor) : (PersonId?)null;
        var page = await worklists.WithDutiesDueFromAsync(from, after, options.Value.PageSize, cancellationToken);
        using var places = new SemaphoreSlim(options.Value.AtOnce);
        await Task.WhenAll(page.Select(person => CatchUpAsync(person, places, cancellationToken)));
        if (page.Count > 0)
            now.Cursor = page[^1].ToString();
        if (now.Sweep == 1)
            now.Done += page.Count;
        var isOver = page.Count < options.Value.PageSize;
        if (isOver)
            (now.Sweep, now.Cursor) = (now.Sweep < Sweeps ? now.Sweep + 1 : 0, null);
        await WriteAsync();
        if (now.Sweep > 0)
        {
            GoOn(isOver ? options.Value.Settled : TimeSpan.Zero);
            return;
        }

        timer?.Dispose();
        timer = null;
        LogDone(logger, from, now.Done);
        await EndReminderAsync();
    }

    /// <summary>
    /// One that keeps failing does not hold up the others: the next sweep, its own reminder or its next command makes up for it.
    /// </summary>
    private async Task CatchUpAsync(PersonId person, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            for (var tried = 1; ; tried++)
            {
                try
                {
                    await GrainFactory.GetPerson(person).CatchUp();
                    return;
                }
                catch (Exception) when (tried < Tries)
                {
                    await Task.Delay(Pause, clock, cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogPersonFailed(logger, person, e.GetType().Name);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>After a failed write the stored state is unknown: it is read before anything else is done.</summary>
    private async Task WriteAsync()
    {
        stale = true;
        await state.WriteStateAsync(CancellationToken.None);
        stale = false;
    }

    private async Task EndReminderAsync()
    {
        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private CalendarProgress Answer() => new(state.State.Sweep > 0, state.State.From, state.State.Done);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "A page of recomputing failed and is repeated")]
    private static partial void LogStepFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "Person {Person} could not be recomputed: {Error}")]
    private static partial void LogPersonFailed(ILogger logger, PersonId person, string error);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Information, Message = "Duties due from {From} on recomputed: {Persons} persons")]
    private static partial void LogDone(ILogger logger, DateOnly from, long persons);
}

/// <summary>Progress of recomputing; kept by the standard grain storage.</summary>
[GenerateSerializer, Alias("Grid.CalendarState")]
public sealed class CalendarState
{
    /// <summary>The first day that the loaded tables may move; null when nothing was ever loaded.</summary>
    [Id(0)]
    public DateOnly? From { get; set; }

    /// <summary>1 or 2 while it runs, 0 when all is done.</summary>
    [Id(1)]
    public int Sweep { get; set; }

    /// <summary>The last person processed in this sweep; null at its beginning.</summary>
    [Id(2)]
    public string? Cursor { get; set; }

    /// <summary>Persons looked at in the first sweep.</summary>
    [Id(3)]
    public long Done { get; set; }
}
