using System.Diagnostics;
using Grid.Resilience.Tests.Running;
using Grid.Testing;

namespace Grid.Resilience.Tests.Faults;

/// <summary>Ways in which processes break.</summary>
internal static class Breaking
{
    private const int Killed = 128 + 9;

    /// <summary>
    /// Frozen, as a machine that swaps or is moved: others take it for dead; when it is back, it finds that out and leaves.
    /// </summary>
    public static async Task FreezeAsync(Member member, TimeSpan time, CancellationToken test)
    {
        member.Process.Freeze();
        await Wait.ForAsync(time, test);
        member.Process.Thaw();
    }

    /// <summary>
    /// A silo kills itself at a named point of its work: all get the point, since a region's and the sync's grain live in one of them; the
    /// first that passes it dies, and then the others may.
    /// </summary>
    public static async Task KillAtAsync(Cluster cluster, string point, CancellationToken test)
    {
        var before = cluster.Silos.ToDictionary(silo => silo, Kills);
        foreach (var silo in cluster.Silos)
        {
            silo.Once["GRID_FAULT_POINT"] = point;
            await silo.RestartAsync(test);
        }

        bool Died(Member silo) => Kills(silo) > before[silo];
        await Wait.UntilAsync(() => cluster.Silos.Exists(Died), $"a silo comes to {point}");

        // The one that died came back without the point; those that live lose it too.
        foreach (var silo in cluster.Silos.Where(silo => !Died(silo)))
            await silo.RestartAsync(test);
    }

    private static int Kills(Member silo) => silo.Ends.Count(end => end.ExitCode == Killed);

    /// <summary>One after the other stops in order and starts again; the proxy is left out, there is one of it.</summary>
    public static Task RollAsync(Cluster cluster, CancellationToken test) =>
        ReplaceAsync(cluster.Silos.Concat(cluster.Apis), program: null, test);

    /// <summary>The same for some, which come back from another program.</summary>
    public static async Task ReplaceAsync(IEnumerable<Member> members, string? program, CancellationToken test)
    {
        foreach (var member in members)
        {
            member.Program = program ?? member.Program;
            await member.RestartAsync(test);
        }
    }
}
