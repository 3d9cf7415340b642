using Grid.Resilience.Tests.Running;

namespace Grid.Resilience.Tests.Faults;

/// <summary>Ways in which processes break.</summary>
internal static class Breaking
{
    /// <summary>Frozen, as a machine that swaps or is moved: others take it for dead; when it is back, it finds that out and leaves.</summary>
    public static async Task FreezeAsync(Member member, TimeSpan time, CancellationToken test)
    {
        member.Process.Freeze();
        await Task.Delay(time, test);
        member.Process.Thaw();
    }

    /// <summary>A silo that kills itself at a named point of its work.</summary>
    public static async Task KillAtAsync(Member silo, string point, CancellationToken test)
    {
        var ends = silo.Ends.Count;
        silo.Once["GRID_FAULT_POINT"] = point;
        silo.Process.Terminate();
        await silo.WaitForEndAsync(ends + 1, test);
    }

    /// <summary>One after the other stops in order and starts again; the proxy is left out, there is one of it.</summary>
    public static async Task RollAsync(Cluster cluster, CancellationToken test)
    {
        foreach (var member in cluster.Silos.Concat(cluster.Apis))
            await member.RestartAsync(test);
    }
}
