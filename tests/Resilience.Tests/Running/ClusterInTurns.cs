using Grid.Resilience.Tests.Faults;
using Grid.Resilience.Tests.Load;
using Grid.Testing;

namespace Grid.Resilience.Tests.Running;

/// <summary>The tests that break the same cluster, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrokenInTurns : ICollectionFixture<ClusterInTurns>
{
    public const string Name = "broken in turns";
}

/// <summary>
/// A cluster of two silos and two API processes with offices at work. In the short form all tests of the collection break the same one, in
/// any order: starting processes is most of what such a test costs. At full size each has its own, since it is measured. A cluster in which a
/// test failed is not used again.
/// </summary>
public sealed class ClusterInTurns : IAsyncDisposable
{
    private (Cluster Cluster, Offices Offices)? kept;

    /// <summary>Lets offices work on a cluster while a test breaks it.</summary>
    /// <param name="plan">Of a new cluster; in the short form the same one for all tests.</param>
    /// <param name="random">For what offices do.</param>
    /// <param name="breaking">The test. Faults that do not heal by themselves are mended when it returns.</param>
    internal async Task BreakAsync(ClusterPlan plan, Random random, Func<FaultRun, Task> breaking, CancellationToken test)
    {
        kept ??= await StartAsync(plan, random, test);
        var (cluster, offices) = kept.Value;
        try
        {
            offices.Resume();
            await breaking(new FaultRun(cluster, offices, test));
            await offices.PauseAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }

        if (TestSize.IsFull)
            await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (kept is not { } last)
            return;
        kept = null;
        await last.Offices.DisposeAsync();
        await last.Cluster.DisposeAsync();
    }

    private static async Task<(Cluster Cluster, Offices Offices)> StartAsync(ClusterPlan plan, Random random, CancellationToken test)
    {
        var cluster = await Cluster.StartAsync(plan, test);
        return (cluster, new Offices(cluster, TestSize.Pick(small: 4, full: 16), random));
    }
}
