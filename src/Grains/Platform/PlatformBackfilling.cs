using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Grains.Platform;

/// <summary>
/// Works at the backfill that was ordered first: reads a page, makes of records and journals what the platform must hold of it, and puts
/// what is missing among the items that wait. It goes no faster than ordered, and waits while too much waits to be sent, so that what
/// offices do is never far behind.
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
    /// <summary>After so long it is looked whether the order has changed.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly BackfillSpeed speed = new(clock);

    /// <summary>Until nothing is ordered any more.</summary>
    public async Task WorkAsync()
    {
        while (!ending.IsStopping && !paused() && await backfills.CurrentAsync(ending.Abort) is { } backfill)
        {
            speed.Of(backfill.Id);
            if (await StepAsync(backfill) is { } wait && wait > TimeSpan.Zero)
                await Task.Delay(wait < Glance ? wait : Glance, clock, ending.Abort);
        }
    }

    /// <summary>One page; how long to wait before the next.</summary>
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
            return Moment;
        speed.Took(counts.Rows);
        PlatformDiagnostics.CountBackfill(counts);
        nudge();
        return TimeSpan.Zero;
    }
}
