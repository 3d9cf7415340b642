namespace Grid.Grains.Platform;

/// <summary>
/// The days that must still be compared with the platform. A day is open, durably, before the first item of it leaves, so that no crash
/// forgets it; it ends when it reconciles and nothing of it left meanwhile.
/// </summary>
internal sealed class OpenDays(IPersistentState<PlatformSyncMemory> state) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<DateOnly, long> touched = [];
    private long touches;

    /// <summary>After a failed write nobody knows what is stored: it is read before anything else is done.</summary>
    private bool stale;

    /// <summary>Something of these days is about to leave.</summary>
    public async Task TouchAsync(IReadOnlyCollection<DateOnly> days)
    {
        foreach (var day in days)
            touched[day] = ++touches;
        if (stale || days.Any(day => !state.State.Open.Contains(day)))
            await ChangeAsync(memory => Add(memory, days));
    }

    /// <summary>Days that ended since the last look are open, and before them those that are looked at again.</summary>
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

    /// <summary>Those that are over, each with a mark of what left for it so far.</summary>
    public IReadOnlyList<(DateOnly Day, long Mark)> Over(DateOnly today) =>
        [.. state.State.Open.Where(day => day < today).Order().Select(day => (day, MarkOf(day)))];

    public long MarkOf(DateOnly day) => touched.GetValueOrDefault(day);

    /// <summary>It reconciles. It stays open when something of it left after the mark was taken.</summary>
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
