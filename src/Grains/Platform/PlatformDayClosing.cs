using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Grains.Platform;

/// <summary>
/// Closes each day after its midnight in China with what the register made for it and what the platform accepted, and compares it with the
/// platform's own statistics, again and again until the two are the same. A day of which something leaves later is closed again.
/// </summary>
internal sealed class PlatformDayClosing(
    string province,
    IPlatformDays days,
    IPlatformOutbox outbox,
    OpenDays open,
    PlatformCalls? calls,
    PlatformSyncOptions options,
    SyncShutdown ending,
    TimeProvider clock
)
{
    /// <summary>
    /// Days that are compared in one run; the others have their turn in the next. A run goes on as long as all of them reconcile: a
    /// backfill leaves the days of years.
    /// </summary>
    private const int Most = 40;

    private readonly Dictionary<DateOnly, long> lastTurn = [];
    private long turn;

    public async Task CloseAsync()
    {
        var today = clock.Today();
        await open.EndAsync(today, options.LookBack);
        var compared = new HashSet<DateOnly>();
        for (var goesOn = true; goesOn; )
        {
            var due = open.Over(today)
                .Select(over => over.Day)
                .Where(day => !compared.Contains(day))
                .OrderBy(day => lastTurn.GetValueOrDefault(day))
                .ThenBy(day => day)
                .Take(Most)
                .ToList();
            goesOn = due.Count > 0;
            foreach (var day in due)
            {
                if (ending.IsStopping)
                    return;
                compared.Add(day);
                lastTurn[day] = ++turn;
                var closed = await CloseAsync(day);
                if (closed.Held is null)
                    throw new PlatformUnavailableException(calls?.LastError ?? "There is no platform.");
                if (closed.Reconciled)
                    lastTurn.Remove(day);
                goesOn &= closed.Reconciled;
            }
        }
    }

    /// <summary>One day. Without an answer of the platform it is closed all the same, and compared with what was accepted.</summary>
    public async Task<PlatformDay> CloseAsync(DateOnly day)
    {
        var mark = open.MarkOf(day);
        IReadOnlyList<PlatformDayFigure>? held = null;
        try
        {
            held = calls is null ? null : await calls.StatisticsAsync(province, day, ending.Abort);
        }
        catch (PlatformUnavailableException)
        {
            // Told by Held, and by the state of the sync.
        }

        // Asked after the platform: what it accepts in between is missing there, never too much, and the next comparison is without it.
        var expected = await days.ExpectedAsync(day, ending.Abort);
        var accepted = await outbox.SentAsync(day, ending.Abort);
        var now = clock.GetUtcNow();
        var missing = DayComparison.Difference(expected, held ?? accepted);
        var closed = new PlatformDay(
            day,
            expected,
            accepted,
            held,
            missing,
            held is not null && missing == 0,
            now,
            held is null ? null : now
        );
        await days.CloseAsync(closed, ending.Abort);
        PlatformDiagnostics.Show(province, closed);
        if (closed.Reconciled)
            await open.ReconciledAsync(day, mark);
        return closed;
    }
}
