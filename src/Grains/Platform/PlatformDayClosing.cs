using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Grains.Platform;

/// <summary>
/// Closes each day after its midnight in China with what the register made for it and what the platform accepted, and compares it with the
/// platform's own statistics, repeatedly until the two agree. A day for which something is sent later is closed again.
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
    /// Days compared in one run; the others follow in the next. A run continues as long as all of them reconcile, because a backfill leaves
    /// years of days.
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

    /// <summary>One day. Without an answer of the platform it is closed anyway, and compared with what was accepted.</summary>
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
            // Held and the state of the sync show it.
        }

        // Read after the platform's figures: what it accepts in between is missing there, never in excess, and the next comparison includes
        // it.
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

/// <summary>
/// The days still to be compared with the platform. A day is stored as open before its first item is sent, so that no crash loses it; it
/// ends when it reconciles and nothing for it was sent meanwhile.
/// </summary>
internal sealed class OpenDays(IPersistentState<PlatformSyncMemory> state) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<DateOnly, long> touched = [];
    private long touches;

    /// <summary>After a failed write the stored state is unknown: it is read before anything else is done.</summary>
    private bool stale;

    /// <summary>Items of these days are about to be sent.</summary>
    public async Task TouchAsync(IReadOnlyCollection<DateOnly> days)
    {
        foreach (var day in days)
            touched[day] = ++touches;
        if (stale || days.Any(day => !state.State.Open.Contains(day)))
            await ChangeAsync(memory => Add(memory, days));
    }

    /// <summary>Opens the days that ended since the last check, and those before them that are checked again.</summary>
    public async Task EndAsync(DateOnly today, int lookBack)
    {
        if (!stale && state.State.LastOver == today.AddDays(-1))
            return;
        await ChangeAsync(memory =>
        {
            var yesterday = today.AddDays(-1);
            if (memory.LastOver >= yesterday)
                return false;
            var first =
                memory.LastOver is { } last && last.AddDays(1) < today.AddDays(-lookBack) ? last.AddDays(1) : today.AddDays(-lookBack);
            first = memory.LastOver is null ? yesterday : first;
            Add(memory, [.. Enumerable.Range(0, yesterday.DayNumber - first.DayNumber + 1).Select(first.AddDays)]);
            memory.LastOver = yesterday;
            return true;
        });
    }

    /// <summary>Those that are over, each with a mark of what was sent for it so far.</summary>
    public IReadOnlyList<(DateOnly Day, long Mark)> Over(DateOnly today) =>
        [.. state.State.Open.Where(day => day < today).Order().Select(day => (day, MarkOf(day)))];

    public long MarkOf(DateOnly day) => touched.GetValueOrDefault(day);

    /// <summary>It reconciles. It stays open when something for it was sent after the mark was taken.</summary>
    public Task ReconciledAsync(DateOnly day, long mark) =>
        ChangeAsync(memory =>
        {
            var ends = MarkOf(day) == mark && memory.Open.Remove(day);
            if (ends)
                touched.Remove(day);
            if (memory.LastReconciled is { } last && last >= day)
                return ends;
            memory.LastReconciled = day;
            return true;
        });

    public void Dispose() => turn.Dispose();

    private static bool Add(PlatformSyncMemory memory, IEnumerable<DateOnly> days)
    {
        var before = memory.Open.Count;
        memory.Open.AddRange(days.Except(memory.Open).ToList());
        return memory.Open.Count > before;
    }

    private async Task ChangeAsync(Func<PlatformSyncMemory, bool> change)
    {
        await turn.WaitAsync();
        try
        {
            if (stale)
                await state.ReadStateAsync();
            stale = false;
            if (!change(state.State))
                return;
            stale = true;
            await state.WriteStateAsync();
            stale = false;
        }
        finally
        {
            turn.Release();
        }
    }
}

/// <summary>Compares two lists of a day's figures by region and kind. A key that a list does not have counts as zero.</summary>
public static class DayComparison
{
    /// <summary>
    /// By how many items the two differ; 0 exactly when every count and digest is the same. Different keys in equal number count as one,
    /// because the number of differences is unknown.
    /// </summary>
    public static long Difference(IReadOnlyList<PlatformDayFigure> expected, IReadOnlyList<PlatformDayFigure> held)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(held);
        var one = expected.Where(figure => figure.Count != 0).ToDictionary(PlaceOf);
        var other = held.Where(figure => figure.Count != 0).GroupBy(PlaceOf).ToDictionary(group => group.Key, group => group.First());
        return one.Keys.Union(other.Keys).Sum(place => Difference(one.GetValueOrDefault(place), other.GetValueOrDefault(place)));
    }

    private static long Difference(PlatformDayFigure? one, PlatformDayFigure? other) =>
        string.Equals(one?.Digest, other?.Digest, StringComparison.OrdinalIgnoreCase) && one?.Count == other?.Count
            ? 0
            : Math.Max(1, Math.Abs((one?.Count ?? 0) - (other?.Count ?? 0)));

    private static (string Region, PlatformItemKind Kind) PlaceOf(PlatformDayFigure figure) => (figure.Region, figure.Kind);
}
