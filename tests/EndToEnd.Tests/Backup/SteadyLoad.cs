using Grid.EndToEnd.Tests.Kills;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Backup;

/// <summary>A few clerks who work without a pause until they are stopped; a request in progress is then given up.</summary>
public sealed class SteadyLoad : IAsyncDisposable
{
    private readonly LoadClient[] clients;
    private readonly Task[] work;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource giveUp;

    public SteadyLoad(Uri address, GridHome home, int clerks, CancellationToken test)
    {
        giveUp = CancellationTokenSource.CreateLinkedTokenSource(test);
        clients =
        [
            .. Enumerable
                .Range(0, clerks)
                .Select(i => new LoadClient(
                    i,
                    persons: 20,
                    new ApiClient(address, home.Tokens.Issue($"clerk-{i}", "clerk", MadeUpApplication.Office)),
                    new Random(i)
                )),
        ];
        work = [.. clients.Select(client => client.WorkAsync(stop.Token, giveUp.Token))];
    }

    public int Count => clients.Sum(client => client.Count);

    /// <summary>What was acknowledged; to be read when the load has ended.</summary>
    public IReadOnlyList<Acknowledged> Acknowledged => [.. clients.SelectMany(client => client.Acknowledged)];

    public IReadOnlyList<string> Unexpected => [.. clients.SelectMany(client => client.Unexpected)];

    /// <summary>Waits until so many more commands are acknowledged.</summary>
    public async Task GrowAsync(int by, CancellationToken cancellationToken)
    {
        var wanted = Count + by;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(TestSize.Pick(small: 3, full: 15)));
        while (Count < wanted)
        {
            if (work.FirstOrDefault(task => task.IsFaulted) is { } failed)
                await failed;
            await Wait.ForAsync(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    /// <summary>Ends it when each command at hand is answered.</summary>
    public async Task FinishAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(work);
    }

    /// <summary>Ends it now: commands at hand have no answer.</summary>
    public async Task GiveUpAsync()
    {
        await stop.CancelAsync();
        await giveUp.CancelAsync();
        foreach (var task in work)
        {
            try
            {
                await task;
            }
            catch (OperationCanceledException)
            {
                // It waited for an answer that will not come.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await GiveUpAsync();
        stop.Dispose();
        giveUp.Dispose();
    }
}
