using System.Diagnostics;
using Grid.Resilience.Tests.Checking;
using Grid.Resilience.Tests.Load;
using Grid.Resilience.Tests.Running;
using Grid.Resilience.Tests.Tables;
using Grid.Testing;

namespace Grid.Resilience.Tests.Faults;

/// <summary>Lets offices work, breaks something, waits until all is normal, and has everything checked.</summary>
internal sealed class FaultRun(Cluster cluster, Offices offices, CancellationToken test)
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(TestSize.Pick(1, 5));
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(TestSize.Pick(1, 3));

    public Cluster Cluster => cluster;

    public List<FaultRow> Rows { get; } = [];

    public Sums Last { get; private set; } = null!;

    /// <summary>The offices are at work when it begins and when it ends.</summary>
    /// <param name="name">For the table.</param>
    /// <param name="fault">Breaks something and, where it does not heal by itself, mends it.</param>
    public async Task<FaultRow> SufferAsync(string name, Func<Task> fault)
    {
        var start = Stopwatch.GetTimestamp();
        await Wait.ForAsync(Before, test);
        await offices.PauseAsync();
        offices.Accustom(start);
        var retried = offices.Retried;
        offices.Resume();

        var broken = Stopwatch.GetTimestamp();
        await fault();
        foreach (var member in cluster.Members)
            await member.WaitUntilReadyAsync(test);
        await offices.UntilNormalAsync(Quiet);
        await offices.PauseAsync();
        Last = await Checker.CheckAsync(cluster, offices, test);
        var samples = offices.Since(broken);
        var row = new FaultRow
        {
            Fault = name,
            Sent = samples.Count,
            Answered = samples.Count(sample => sample.Kind == SampleKind.Answered),
            Retried = offices.Retried - retried,
            Failed = samples.Count(sample => sample.Kind is SampleKind.TurnedAway or SampleKind.Unknown),
            Lost = Last.Lost,
            Doubled = Last.Doubled,
            Longest = samples.Max(sample => sample.Took),
            UntilNormal = offices.LastBad > broken ? Stopwatch.GetElapsedTime(broken, offices.LastBad) : TimeSpan.Zero,
        };
        Rows.Add(row);
        TestContext.Current.SendDiagnosticMessage(
            $"{name}: normal after {row.UntilNormal.TotalSeconds:0.0} s, failed {row.Failed} of {row.Sent}"
        );
        offices.Resume();
        return row;
    }
}
