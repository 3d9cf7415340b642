using System.Diagnostics;
using Grid.Testing;
using Scene = Grid.Storage.Tests.Changes.ChangeScene;

namespace Grid.Storage.Tests.Changes;

/// <summary>Those who wait are woken by what is committed for them, and cost one query together.</summary>
public sealed class ChangeWatchTests
{
    private const string A = "36010201";
    private const string B = "36010301";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_wakes_those_whose_office_it_is()
    {
        await using var scene = await Scene.CreateAsync();
        await scene.Watch.StartAsync(Cancelled);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var (first, other) = (Scene.Of(A), Scene.Of(B));
        var before = await scene.Feed.NowAsync(first, Cancelled);
        var wakes = 0;
        var elsewhere = FollowAsync();
        var waiting = scene.Feed.WaitAsync(first, before, Cancelled);
        await scene.AddAsync(A, 1, 1);
        await waiting.WaitAsync(Wait.Patience, Cancelled);
        Assert.Single((await scene.WalkAsync(first, before, 1)).Items);

        // Whoever waits for the other office is not woken by each of these, and sleeps on however often it is looked.
        await Wait.UntilAsync(() => scene.Watch.Waiting == 1, "one who waits");
        var (looks, woken) = (scene.Watch.Queries, wakes);
        for (var n = 2; n < 30; n++)
            await scene.AddAsync(A, 1, n);
        await Wait.UntilAsync(() => scene.Watch.Queries > looks + 5, "five more looks");
        Assert.InRange(wakes - woken, 0, 3);
        await end.CancelAsync();
        await elsewhere;
        Assert.Equal(0, scene.Watch.Waiting);

        // Woken for nothing it waits again, as the API does.
        async Task FollowAsync()
        {
            try
            {
                for (; ; wakes++)
                    await scene.Feed.WaitAsync(other, await scene.Feed.NowAsync(other, Cancelled), end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested) { }
        }
    }

    [Fact]
    public async Task What_came_before_the_wait_began_is_not_slept_through()
    {
        await using var scene = await Scene.CreateAsync();
        await scene.Watch.StartAsync(Cancelled);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var (first, other) = (Scene.Of(A), Scene.Of(B));
        var old = await scene.Feed.NowAsync(first, Cancelled);

        // The watch looks on for somebody else, past the commit.
        var elsewhere = FollowAsync();
        await scene.AddAsync(A, 1, 1);
        await scene.WalkAsync(first, old, 1);
        var looks = scene.Watch.Queries;
        await Wait.UntilAsync(() => scene.Watch.Queries > looks + 1, "a look after the commit");
        await scene.Feed.WaitAsync(first, old, Cancelled).WaitAsync(Wait.Patience, Cancelled);
        await end.CancelAsync();
        await elsewhere;

        async Task FollowAsync()
        {
            try
            {
                while (true)
                    await scene.Feed.WaitAsync(other, await scene.Feed.NowAsync(other, Cancelled), end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested) { }
        }
    }

    [Fact]
    public async Task A_hundred_who_wait_are_one_query_and_nobody_is_none()
    {
        await using var scene = await Scene.CreateAsync();
        await scene.Watch.StartAsync(Cancelled);
        Assert.Equal(0, scene.Watch.Queries);
        var reach = Scene.Of(A);
        var place = await scene.Feed.NowAsync(reach, Cancelled);
        var came = false;
        var all = Enumerable.Range(0, 100).Select(_ => FollowAsync()).ToArray();
        await Wait.UntilAsync(() => scene.Watch.Waiting == 100, "all wait");
        var (looks, begin) = (scene.Watch.Queries, Stopwatch.GetTimestamp());
        await Wait.UntilAsync(() => scene.Watch.Queries > looks + 5, "six looks");
        Assert.InRange(scene.Watch.Queries - looks, 6, (Stopwatch.GetElapsedTime(begin) / Scene.Poll) + 2);
        Volatile.Write(ref came, true);
        await scene.AddAsync(A, 1, 1);
        await Task.WhenAll(all).WaitAsync(Wait.Patience, Cancelled);
        Assert.Equal(0, scene.Watch.Waiting);

        // Who begins to wait during a look may be woken without news, and waits again, as a request does.
        async Task FollowAsync()
        {
            for (var at = place; !Volatile.Read(ref came); at = await scene.Feed.NowAsync(reach, Cancelled))
                await scene.Feed.WaitAsync(reach, at, Cancelled);
        }
    }
}
