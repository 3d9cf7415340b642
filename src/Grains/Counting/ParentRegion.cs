using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Grains.Counting;

/// <summary>
/// A city with counties, or a province: the sum of its children's answers, all of them or none. Keeps nothing that could be lost.
/// </summary>
internal sealed class ParentRegion(
    RegionCode region,
    IReferenceData reference,
    IGrainFactory grains,
    CountingOptions options,
    TimeProvider clock
) : IRegionPart
{
    private const int MostSums = 64;

    private readonly Dictionary<CountingPeriod, (Task<RegionFigures> Sum, long At)> sums = [];

    /// <summary>Nothing is folded here.</summary>
    public void Wake() { }

    /// <summary>Callers at the same time, and shortly after each other, share one sum.</summary>
    public Task<RegionFigures> FiguresAsync(CountingPeriod period)
    {
        if (sums.TryGetValue(period, out var known) && !known.Sum.IsFaulted && clock.GetElapsedTime(known.At) < options.SumAge)
            return known.Sum;
        if (sums.Count >= MostSums)
            sums.Clear();
        var sum = SumAsync(period);
        sums[period] = (sum, clock.GetTimestamp());
        return sum;
    }

    public async Task<FoldState> DrainAsync()
    {
        var (children, today) = (Children(), Today);
        var all = await ChildCalls.AllAsync(children, options.ChildrenAtOnce, grains, child => child.Drain());
        var states = all.Where(s => s.Version > 0 || reference.Regions.Find(s.Region, today) is not null).DefaultIfEmpty(all[0]).ToList();
        sums.Clear();
        return new FoldState(
            region.Value,
            states.Sum(s => s.Version),
            states.Any(s => s.ClosedThrough is null) ? null : states.Min(s => s.ClosedThrough),
            states.Sum(s => s.Waiting),
            states.Min(s => s.AsOf)
        );
    }

    public async Task ReloadAsync()
    {
        await ChildCalls.AllAsync(Children(), options.ChildrenAtOnce, grains, async child =>
        {
            await child.Reload();
            return true;
        });
        sums.Clear();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<RegionFigures> SumAsync(CountingPeriod period)
    {
        var children = Children();
        var all = await ChildCalls.AllAsync(children, children.Count, grains, child => child.Figures(period));

        // A leaf that ended before the period and has nothing in it does not belong to it: its periods are never closed.
        var parts = all.Where(p =>
                !p.Opening.IsEmpty
                || !p.Flows.IsEmpty
                || reference.Regions.IsValidBetween(RegionCode.Parse(p.Region), period.First, period.Last)
            )
            .DefaultIfEmpty(all[0])
            .ToList();
        return new RegionFigures(
            region.Value,
            period,
            Figures.Sum(parts.Select(p => p.Opening)),
            Figures.Sum(parts.Select(p => p.Flows)),
            parts.All(p => p.Closed),
            parts.Min(p => p.AsOf),
            parts.Sum(p => p.Version)
        );
    }

    private DateOnly Today => ChinaTime.DateOf(clock.GetUtcNow());

    /// <summary>
    /// Those in which something is or was counted, here or below, up to today; as the tree is now, for it may be replaced while the
    /// register runs. One that has ended keeps its stock until that has moved, and its flows permanently.
    /// </summary>
    private List<string> Children()
    {
        var (tree, today) = (reference.Regions, Today);
        List<string> children =
        [
            .. tree.KnownChildren(region, today).Where(child => tree.Leaves(child.Code, today).Any()).Select(child => child.Code.Value),
        ];
        return children.Count > 0 ? children : throw new UnknownRegionException(region.Value);
    }
}

/// <summary>One question to all children of a parent: all answer, or the failure names one that did not.</summary>
internal static class ChildCalls
{
    /// <exception cref="RegionUnavailableException">One does not answer.</exception>
    public static async Task<T[]> AllAsync<T>(
        IReadOnlyList<string> children,
        int atOnce,
        IGrainFactory grains,
        Func<IRegionGrain, Task<T>> ask
    )
    {
        using var places = new SemaphoreSlim(atOnce);
        return await Task.WhenAll(children.Select(AskAsync));

        async Task<T> AskAsync(string child)
        {
            await places.WaitAsync();
            try
            {
                return await ask(grains.GetGrain<IRegionGrain>(child));
            }
            catch (Exception e) when (e is not RegionUnavailableException)
            {
                throw new RegionUnavailableException(child, e);
            }
            finally
            {
                places.Release();
            }
        }
    }
}
