using System.Diagnostics;
using Grid.Resilience.Tests.Running;
using Grid.Testing;

namespace Grid.Resilience.Tests.Load;

/// <summary>Several clerks at work at the same time, through the proxy.</summary>
internal sealed class Offices : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Pausing pausing = new();
    private readonly Task work;

    public Offices(Cluster cluster, int clerks, Random random)
    {
        Clerks =
        [
            .. Enumerable
                .Range(0, clerks)
                .Select(i => new Clerk(i, persons: 20, cluster.Address, cluster.Home.Tokens, pausing, new Random(random.Next()))),
        ];
        work = Task.WhenAll(Clerks.Select(clerk => Task.Run(() => clerk.WorkAsync(stop.Token))));
    }

    public IReadOnlyList<Clerk> Clerks { get; }

    public IEnumerable<MadeUpPerson> Persons => Clerks.SelectMany(clerk => clerk.Persons);

    public int Retried => Clerks.Sum(clerk => clerk.Retried);

    /// <summary>When something last failed or took long, at any of them.</summary>
    public long LastBad => Clerks.Max(clerk => clerk.LastBad);

    /// <summary>Returns when every command has its answer.</summary>
    public Task PauseAsync() => pausing.CloseAsync(TimeSpan.FromMinutes(5));

    public void Resume() => pausing.Open();

    /// <summary>
    /// From now on, what takes longer than usual is not normal: longer than 99 of 100 requests since a moment by half, and than a second.
    /// While the clerks pause.
    /// </summary>
    public void Accustom(long since)
    {
        var took = Since(since).Select(sample => sample.Took).Order().ToArray();
        var longest = took.Length == 0 ? TimeSpan.Zero : took[(int)(took.Length * 0.99)] * 1.5;
        foreach (var clerk in Clerks)
            clerk.Limit = longest > TimeSpan.FromSeconds(1) ? longest : TimeSpan.FromSeconds(1);
    }

    /// <summary>What was sent since a moment; while the clerks pause.</summary>
    public IReadOnlyList<Sample> Since(long start) => [.. Clerks.SelectMany(clerk => clerk.Samples).Where(sample => sample.End >= start)];

    /// <summary>Waits until nothing has failed or taken long for a while.</summary>
    public async Task UntilNormalAsync(TimeSpan quiet)
    {
        var clock = Stopwatch.StartNew();
        await Wait.UntilAsync(
            () => clock.Elapsed >= quiet && Stopwatch.GetElapsedTime(LastBad) >= quiet,
            "the offices get back to normal",
            TimeSpan.FromMinutes(8)
        );
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        pausing.Open();
        await work;
        foreach (var clerk in Clerks)
            clerk.Dispose();
        stop.Dispose();
    }
}
