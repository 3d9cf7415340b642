using System.Collections.Concurrent;
using Grid.Domain.Counting;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Grains.Tests.Counting;

/// <summary>The real count store, except for the regions that are made to fail.</summary>
internal sealed class FaultyCountStore(ICountStore real, CountStoreFaults trouble) : ICountStore
{
    public Task<LeafCounts> LoadAsync(string region, CancellationToken cancellationToken) =>
        Up(region).LoadAsync(region, cancellationToken);

    public Task<FoldPage> FoldAsync(string region, int limit, CancellationToken cancellationToken) =>
        Up(region).FoldAsync(region, limit, cancellationToken);

    public Task<RegionFigures> PeriodAsync(string region, CountingPeriod period, CancellationToken cancellationToken) =>
        Up(region).PeriodAsync(region, period, cancellationToken);

    public Task<IReadOnlyList<OfficeFigures>> OfficesAsync(string region, CountingPeriod period, CancellationToken cancellationToken) =>
        Up(region).OfficesAsync(region, period, cancellationToken);

    public Task<IReadOnlyList<RegionFigures>> SeriesAsync(
        IReadOnlyList<string> leaves,
        CountingPeriod from,
        CountingPeriod to,
        CancellationToken cancellationToken
    ) => real.SeriesAsync(leaves, from, to, cancellationToken);

    public Task<IReadOnlyList<WaitingRegion>> WaitingAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) =>
        real.WaitingAsync(writtenBefore, cancellationToken);

    public Task<IReadOnlyList<string>> LeavesAsync(CancellationToken cancellationToken) => real.LeavesAsync(cancellationToken);

    private ICountStore Up(string region)
    {
        if (!trouble.Down.ContainsKey(region))
            return real;
        trouble.Tried();
        throw new StoreUnavailableException("made to fail");
    }
}

/// <summary>The present faults of a count store.</summary>
public sealed class CountStoreFaults
{
    private int tries;

    /// <summary>Regions whose counts can neither be read nor folded.</summary>
    public ConcurrentDictionary<string, bool> Down { get; } = new();

    /// <summary>How often a region that is down was tried.</summary>
    public int Tries => Volatile.Read(ref tries);

    /// <summary>Recounts end only after this.</summary>
    public Task RecountsHeld { get; set; } = Task.CompletedTask;

    /// <summary>One that is down was tried.</summary>
    public void Tried() => Interlocked.Increment(ref tries);
}
