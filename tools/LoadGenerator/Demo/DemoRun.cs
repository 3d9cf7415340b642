using System.Collections.Concurrent;
using Grid.LoadGenerator.Measuring;
using Grid.LoadGenerator.Persons;
using Grid.LoadGenerator.Register;

namespace Grid.LoadGenerator.Demo;

/// <summary>Plays the persons' stories against the register, several at a time.</summary>
internal sealed class DemoRun(
    DemoOptions options,
    PersonMaker maker,
    RegisterClient client,
    RequestStatistics statistics,
    TimeProvider clock
)
{
    private readonly Stories stories = new(maker, clock);
    private readonly ConcurrentDictionary<FateKind, int> ends = new();
    private int done;
    private int failed;

    /// <summary>Persons whose story is over, well or not.</summary>
    public int Done => Volatile.Read(ref done);

    /// <summary>Persons whose story met an unexpected answer.</summary>
    public int Failed => Volatile.Read(ref failed);

    /// <summary>Persons whose story went as it should, by its end.</summary>
    public IReadOnlyDictionary<FateKind, int> Ends => ends;

    /// <summary>More failures than this end the run: something is wrong that more of the same does not mend.</summary>
    private int Bearable => 50 + (options.Persons / 20);

    /// <summary>True when it was given up because of too many failures.</summary>
    public bool GivenUp => Failed > Bearable;

    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(CancellationToken cancelled)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        try
        {
            await Parallel.ForAsync(
                0,
                options.Persons,
                new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = stop.Token },
                async (index, token) =>
                {
                    await PlayAsync(index, token);
                    if (GivenUp)
                        await stop.CancelAsync();
                }
            );
        }
        catch (OperationCanceledException) when (GivenUp && !cancelled.IsCancellationRequested)
        {
            // The summary shows it.
        }
    }

    private async Task PlayAsync(int index, CancellationToken cancelled)
    {
        var fate = Fates.Of(options.Seed, index);
        try
        {
            await stories.TellAsync(fate, new Case(maker.Make(index, fate), client, $"demo-{options.Seed}-{index}", cancelled));
            ends.AddOrUpdate(fate.Kind, 1, static (_, count) => count + 1);
        }
        catch (UnexpectedAnswerException answer)
        {
            statistics.Failed(answer.Request, answer.Status, answer.Code, answer.Detail);
            Interlocked.Increment(ref failed);
        }

        Interlocked.Increment(ref done);
    }
}
