using Grid.Api.Hosting;
using Grid.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Api.Tests.Hosting;

/// <summary>Who has the next place, and who is turned away.</summary>
public sealed class FairQueueTests
{
    private static readonly CallerKey Greedy = new("greedy", IsStranger: false);
    private static readonly CallerKey Modest = new("modest", IsStranger: false);

    private readonly FakeTimeProvider clock = new();
    private readonly FairQueue queue;

    public FairQueueTests() => queue = new FairQueue(new FairQueueLimits(Places: 4, PlacesOfOne: 3, Waiting: 6), clock);

    [Fact]
    public async Task One_caller_never_has_all_places_and_the_other_waits_for_none_of_its_requests()
    {
        var greedy = Enter(Greedy, 8);
        Assert.Equal(3, greedy.Count(one => one.IsCompleted));
        var modest = Enter(Modest);
        Assert.NotNull(await EndOf(modest));
    }

    /// <summary>The machine is not left idle for callers who are not there, and has room for those who are.</summary>
    [Fact]
    public async Task Who_is_alone_has_more_places_than_beside_others()
    {
        var shared = new FairQueue(new FairQueueLimits(Places: 8, PlacesOfOne: 4, Waiting: 20) { PlacesBesideOthers = 1 }, clock);
        var greedy = Enter(Greedy, 12, shared);
        Assert.Equal(8, shared.Waiting);

        // From the other's first request on, only one of what waits may begin; also after the other has its answer.
        (await EndOf(Enter(Modest, 1, shared)[0]))!.Dispose();
        for (var i = 0; i < 3; i++)
            (await EndOf(greedy[i]))!.Dispose();
        Assert.Equal(8, shared.Waiting);
        (await EndOf(greedy[3]))!.Dispose();
        Assert.Equal(7, shared.Waiting);
        clock.Advance(FairQueue.Presence - TimeSpan.FromTicks(1));
        (await EndOf(greedy[4]))!.Dispose();
        Assert.Equal(6, shared.Waiting);

        // The other has been silent for long enough.
        clock.Advance(TimeSpan.FromTicks(1));
        (await EndOf(greedy[5]))!.Dispose();
        Assert.Equal(2, shared.Waiting);

        // Own requests do not count as another's, however many there are.
        _ = Enter(Greedy, 1, shared);
        Assert.Equal(3, shared.Waiting);
        (await EndOf(greedy[6]))!.Dispose();
        Assert.Equal(2, shared.Waiting);
    }

    [Fact]
    public async Task A_free_place_goes_to_who_has_the_fewest_and_then_to_whose_turn_is_longest_ago()
    {
        var greedy = Enter(Greedy, 5);
        var first = Enter(Modest);
        var second = Enter(Modest);
        var third = Enter(new CallerKey("third", IsStranger: false));
        Assert.False(second.IsCompleted);

        // All four are taken: greedy has 3, modest 1, and greedy's requests came before the others.
        (await EndOf(greedy[0]))!.Dispose();
        Assert.NotNull(await EndOf(third));
        Assert.False(second.IsCompleted);

        // Greedy's last turn is longer ago than modest's, but modest has none now.
        (await EndOf(first))!.Dispose();
        Assert.NotNull(await EndOf(second));
        Assert.False(greedy[3].IsCompleted);

        // Both have one: now it is the turn that counts.
        var fourth = Enter(Modest);
        (await EndOf(greedy[1]))!.Dispose();
        Assert.NotNull(await EndOf(greedy[3]));
        Assert.False(fourth.IsCompleted);
        (await EndOf(third))!.Dispose();
        Assert.NotNull(await EndOf(fourth));
        Assert.False(greedy[4].IsCompleted);
    }

    [Fact]
    public async Task The_longest_queue_loses_its_newest_request_and_no_other_one_any()
    {
        var greedy = Enter(Greedy, 9);
        Assert.Equal(6, queue.Waiting);
        Assert.Null(await EndOf(Enter(Greedy)));

        // The fourth place is modest's; what more it sends waits, in the place of greedy's newest.
        Assert.NotNull(await EndOf(Enter(Modest)));
        var waiting = Enter(Modest, 3);
        foreach (var newest in greedy[6..])
            Assert.Null(await EndOf(newest));
        Assert.All(greedy[3..6], one => Assert.False(one.IsCompleted));
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        Assert.Equal(6, queue.Waiting);

        // Now both have three.
        Assert.Null(await EndOf(Enter(Modest)));
    }

    [Fact]
    public async Task Callers_without_a_token_have_half_of_all_together_however_many_they_are()
    {
        var strangers = Enumerable.Range(0, 9).Select(i => Enter(new CallerKey($"192.0.2.{i}", IsStranger: true))).ToList();
        Assert.Equal(2, strangers.Count(one => one.IsCompletedSuccessfully && one.Result is not null));
        Assert.Equal(4, strangers.Count(one => one.IsCompletedSuccessfully && one.Result is null));
        Assert.Equal(3, queue.Waiting);
        Assert.NotNull(await EndOf(Enter(Modest)));
        Assert.NotNull(await EndOf(Enter(Greedy)));

        // One of them alone is not limited further: a service hall is one address.
        (await EndOf(strangers[0]))!.Dispose();
        (await EndOf(strangers[1]))!.Dispose();
        Assert.Equal(1, queue.Waiting);
    }

    [Fact]
    public async Task One_address_gets_all_that_is_for_callers_without_a_token()
    {
        var wide = new FairQueue(new FairQueueLimits(Places: 8, PlacesOfOne: 1, Waiting: 0), clock);
        var hall = new CallerKey("192.0.2.1", IsStranger: true);
        for (var i = 0; i < 4; i++)
            Assert.NotNull(await wide.EnterAsync(hall, TestContext.Current.CancellationToken));
        Assert.Null(await wide.EnterAsync(hall, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_gives_up_waits_no_more_and_nothing_is_remembered_of_who_is_gone()
    {
        var places = Enter(Greedy, 3);
        using var leaves = new CancellationTokenSource();
        var waiting = queue.EnterAsync(Greedy, leaves.Token).AsTask();
        await leaves.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => waiting);
        Assert.Equal(0, queue.Waiting);
        foreach (var place in places)
        {
            var taken = (await EndOf(place))!;
            taken.Dispose();
            taken.Dispose(); // Twice is once.
        }

        Assert.Equal(0, queue.Callers);
        Assert.Equal(3, Enter(Greedy, 4).Count(one => one.IsCompleted));
    }

    /// <summary>The place that it gets, or null. What is decided becomes known a moment later.</summary>
    private static async Task<IDisposable?> EndOf(Task<IDisposable?> one)
    {
        await Wait.UntilAsync(() => one.IsCompleted, "a request has a place, or is turned away", TimeSpan.FromSeconds(30));
        return await one;
    }

    private Task<IDisposable?> Enter(CallerKey caller) => queue.EnterAsync(caller, TestContext.Current.CancellationToken).AsTask();

    private List<Task<IDisposable?>> Enter(CallerKey caller, int times, FairQueue? into = null) =>
        [.. Enumerable.Range(0, times).Select(_ => (into ?? queue).EnterAsync(caller, TestContext.Current.CancellationToken).AsTask())];
}
