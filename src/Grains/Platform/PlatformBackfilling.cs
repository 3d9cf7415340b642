using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Grains.Platform;

/// <summary>
/// Works on the backfill that was ordered first: reads a page, builds from records and journals what the platform must hold, and adds what
/// is missing to the outbox. It goes no faster than ordered, and pauses while the outbox is too long, so that the offices' own items are
/// never far behind.
/// </summary>
internal sealed class PlatformBackfilling(
    IPlatformBackfills backfills,
    IReferenceData reference,
    Func<bool> paused,
    Action nudge,
    PlatformSyncOptions options,
    SyncShutdown ending,
    TimeProvider clock
)
{
    /// <summary>How often it checks whether the order has changed.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly BackfillSpeed speed = new(clock);

    /// <summary>Until no order is left.</summary>
    public async Task WorkAsync()
    {
        while (!ending.IsStopping && !paused() && await backfills.CurrentAsync(ending.Abort) is { } backfill)
        {
            speed.Of(backfill.Id);
            if (await StepAsync(backfill) is { } wait && wait > TimeSpan.Zero)
                await Task.Delay(wait < Glance ? wait : Glance, clock, ending.Abort);
        }
    }

    /// <summary>One page; answers with the wait before the next.</summary>
    private async Task<TimeSpan> StepAsync(PlatformBackfill backfill)
    {
        if (speed.Wait(backfill.Throttle.Rate) is var wait && wait > TimeSpan.Zero)
            return wait;
        var room = backfill.Throttle.Backlog - await backfills.WaitingAsync(backfill.Throttle.Backlog, ending.Abort);
        if (room <= 0)
        {
            nudge();
            return Moment;
        }

        if (backfill.Total is null)
            await backfills.CountAsync(backfill.Id, ending.Abort);
        speed.Begin();
        var cases = await backfills.ReadAsync(
            backfill,
            Math.Min(options.BackfillSize, Math.Min(room, backfill.Throttle.Rate)),
            ending.Abort
        );
        if (cases.Count == 0)
        {
            await backfills.EndAsync(backfill, clock.GetUtcNow(), ending.Abort);
            return TimeSpan.Zero;
        }

        if (
            await backfills.WriteAsync(
                backfill,
                [.. cases.Select(one => BackfillItems.Make(one, reference.Offices))],
                speed.Measured(),
                clock.GetUtcNow(),
                ending.Abort
            )
            is not { } counts
        )
        {
            return Moment;
        }

        speed.Took(counts.Rows);
        PlatformDiagnostics.CountBackfill(counts);
        nudge();
        return TimeSpan.Zero;
    }
}

/// <summary>How many registrations a second a backfill does: its recent speed, and when its next page may begin.</summary>
internal sealed class BackfillSpeed(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Queue<(long At, long Rows)> pages = [];
    private Guid backfill;
    private long begun;
    private long last;
    private long lastRows;

    /// <summary>The one that is measured; another one starts from zero.</summary>
    public void Of(Guid id)
    {
        if (id == backfill)
            return;
        backfill = id;
        pages.Clear();
        (begun, last, lastRows) = (clock.GetTimestamp(), clock.GetTimestamp(), 0);
    }

    /// <summary>How long the next page must wait, so that the present rate is not exceeded.</summary>
    public TimeSpan Wait(int rate)
    {
        var left = TimeSpan.FromSeconds((double)lastRows / rate) - clock.GetElapsedTime(last);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>A page begins.</summary>
    public void Begin() => last = clock.GetTimestamp();

    /// <summary>The page took these.</summary>
    public void Took(long rows)
    {
        lastRows = rows;
        pages.Enqueue((clock.GetTimestamp(), rows));
    }

    /// <summary>Registrations a second over the last minute; null before the first measurement.</summary>
    public double? Measured()
    {
        while (pages.Count > 1 && clock.GetElapsedTime(pages.Peek().At) > Window)
            begun = pages.Dequeue().At;
        var took = clock.GetElapsedTime(begun).TotalSeconds;
        return pages.Count > 0 && took > 0 ? pages.Sum(page => page.Rows) / took : null;
    }
}
