using Grid.Api.Hosting;

namespace Grid.Api.Tests.Hosting;

/// <summary>Who has the next place, and who is turned away.</summary>
public sealed class FairQueueTests
{
    private static readonly CallerKey Greedy = new("greedy", IsStranger: false);
    private static readonly CallerKey Modest = new("modest", IsStranger: false);

    private readonly FairQueue queue = new(new FairQueueLimits(Places: 4, PlacesOfOne: 3, Waiting: 6));

    [Fact]
    public async Task One_caller_never_has_all_places_and_the_other_waits_for_none_of_its_requests()
    {
        var greedy = Enter(Greedy, 8);
        Assert.Equal(3, greedy.Count(one => one.IsCompleted));
        var modest = Enter(Modest);
        Assert.NotNull(await modest);
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
        (await greedy[0])!.Dispose();
        Assert.NotNull(await third);
        Assert.False(second.IsCompleted);

        // Greedy's last turn is longer ago than modest's, but modest has none now.
        (await first)!.Dispose();
        Assert.NotNull(await second);
        Assert.False(greedy[3].IsCompleted);

        // Both have one: now it is the turn that counts.
        var fourth = Enter(Modest);
        (await greedy[1])!.Dispose();
        Assert.NotNull(await greedy[3]);
        Assert.False(fourth.IsCompleted);
        (await third)!.Dispose();
        Assert.NotNull(await fourth);
        Assert.False(greedy[4].IsCompleted);
    }

    [Fact]
    public async Task The_longest_queue_loses_its_newest_request_and_never_the_own_caller_s_fault_is_another_s()
    {
        var greedy = Enter(Greedy, 9);
        Assert.Equal(6, queue.Waiting);
        Assert.Null(await Enter(Greedy));

        // The fourth place is modest's; what more it sends waits, in the place of greedy's newest.
        Assert.NotNull(await Enter(Modest));
        var waiting = Enter(Modest, 3);
        Assert.All(greedy[..6], one => Assert.False(one.IsCompletedSuccessfully && one.Result is null));
        Assert.All(greedy[6..], one => Assert.True(one.IsCompletedSuccessfully && one.Result is null));
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        Assert.Equal(6, queue.Waiting);

        // Now both have three.
        Assert.Null(await Enter(Modest));
    }

    [Fact]
    public async Task Callers_without_a_token_have_half_of_all_together_however_many_they_are()
    {
        var strangers = Enumerable.Range(0, 9).Select(i => Enter(new CallerKey($"192.0.2.{i}", IsStranger: true))).ToList();
        Assert.Equal(2, strangers.Count(one => one.IsCompletedSuccessfully && one.Result is not null));
        Assert.Equal(4, strangers.Count(one => one.IsCompletedSuccessfully && one.Result is null));
        Assert.Equal(3, queue.Waiting);
        Assert.NotNull(await Enter(Modest));
        Assert.NotNull(await Enter(Greedy));

        // One of them alone is not limited further: a service hall is one address.
        (await strangers[0])!.Dispose();
        (await strangers[1])!.Dispose();
        Assert.Equal(4, strangers.Count(one => one.IsCompletedSuccessfully && one.Result is not null));
    }

    [Fact]
    public async Task One_address_gets_all_that_is_for_callers_without_a_token()
    {
        var wide = new FairQueue(new FairQueueLimits(Places: 8, PlacesOfOne: 1, Waiting: 0));
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
            var taken = (await place)!;
            taken.Dispose();
            taken.Dispose(); // Twice is once.
        }

        Assert.Equal(0, queue.Callers);
        Assert.Equal(3, Enter(Greedy, 4).Count(one => one.IsCompleted));
    }

    private Task<IDisposable?> Enter(CallerKey caller) => queue.EnterAsync(caller, TestContext.Current.CancellationToken).AsTask();

    private List<Task<IDisposable?>> Enter(CallerKey caller, int times) => [.. Enumerable.Range(0, times).Select(_ => Enter(caller))];
}
