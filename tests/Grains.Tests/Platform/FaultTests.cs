using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Platform;
using Grid.Testing;

namespace Grid.Grains.Tests.Platform;

/// <summary>A platform that fails in every way: each item arrives once in effect, in order, and the day reconciles to 0.</summary>
public sealed class FaultTests(SyncCluster cluster) : IClassFixture<SyncCluster>
{
    private const string AllFaults = """
        {
          "errors": 0.1, "html": 0.05, "truncated": 0.05, "lostAnswers": 0.1, "halfAnswers": 0.2, "slow": {"rate": 0.2, "milliseconds": 40},
          "timeouts": {"next": 2, "on": ["uploads"]}, "duplicates": 0.2, "reorder": 0.3, "cursorBack": 0.2
        }
        """;

    [Fact]
    public async Task Every_item_arrives_once_and_the_day_reconciles()
    {
        const string accepted = "SELECT count(*) FROM platform_sent WHERE outcome = 'accepted'";
        await cluster.DrainedAsync();
        var before = await cluster.ScalarAsync<long>(accepted);
        await cluster.FailAsync(AllFaults);
        var day = ChinaTime.DateOf(cluster.Clock.GetUtcNow());
        await cluster.RegisterAndHireAsync(20);

        await cluster.DrainedAsync();
        await cluster.AgreesAsync();
        Assert.Equal(60, await cluster.ScalarAsync<long>(accepted) - before);
        Assert.True(
            await cluster.ScalarAsync<long>("SELECT count(*) FROM platform_sent WHERE attempts > 1") > 0,
            "nothing was ever tried again"
        );

        await cluster.AdvanceToAsync(ChinaTime.StartOf(day.AddDays(1)).AddMinutes(5));
        await Wait.UntilAsync(
            async () =>
                await cluster.ScalarAsync<long>("SELECT count(*) FROM platform_day WHERE day = $1 AND reconciled AND missing = 0", day) > 0,
            "the day reconciles"
        );
        await Wait.UntilAsync(async () => (await cluster.Sync.State()).LastAcknowledgedDay >= day, "the grain says so");
    }

    [Fact]
    public async Task A_day_that_lacks_something_shows_it_until_it_is_there()
    {
        await cluster.FailAsync("""{"refuse": [{"code": "x1", "reason": "退出日期有误", "kind": "exit", "next": 1}]}""");
        var day = ChinaTime.DateOf(cluster.Clock.GetUtcNow());
        await cluster.RegisterAndHireAsync(1);
        await Wait.UntilAsync(async () => (await cluster.RefusedAsync()).Items.Count == 1, "the exit is refused");
        var refused = (await cluster.RefusedAsync()).Items[0];
        Assert.Equal(("x1", "退出日期有误"), (refused.ReasonCode, refused.Reason));

        await cluster.AdvanceToAsync(ChinaTime.StartOf(day.AddDays(1)).AddMinutes(5));
        await Wait.UntilAsync(async () => await MissingAsync(day) == 1, "the day shows the difference");
        Assert.True(
            await cluster.Outbox.ResendAsync(
                refused.Id,
                null,
                "operator-1",
                "again",
                cluster.Clock.GetUtcNow(),
                null,
                TestContext.Current.CancellationToken
            )
        );
        await Wait.UntilAsync(async () => await MissingAsync(day) == 0, "the day reconciles");
        await cluster.AgreesAsync();
        var closed = await cluster.Sync.Reconcile(day);
        Assert.True(closed.Reconciled);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => cluster.Sync.Reconcile(day.AddDays(1)));
    }

    [Fact]
    public async Task A_pause_holds_everything_back_and_a_platform_that_is_down_is_waited_for()
    {
        await cluster.PauseAsync();
        var sent = await SentAsync();
        await cluster.RegisterAndHireAsync(3);

        // Rounds of all its parts, in the first of which an unpaused sync would have sent them.
        for (var round = 0; round < 5; round++)
        {
            await cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
            await cluster.Sync.Nudge();
            var now = cluster.Clock.GetUtcNow();
            await Wait.UntilAsync(async () => (await cluster.Sync.State()).LastPullAt >= now, "the sync has had its round");
        }

        Assert.Equal(sent, await SentAsync());
        Assert.Equal(9, (await cluster.Sync.State()).Waiting);

        await cluster.StopPlatformAsync();
        await cluster.ResumeAsync();
        await Wait.UntilAsync(
            async () => (await cluster.Sync.State()).Reachable == false,
            "it is told that the platform cannot be reached"
        );
        await cluster.RegisterAndHireAsync(3);
        Assert.Equal(sent, await SentAsync());
        await cluster.StartPlatformAsync();
        await cluster.DrainedAsync();
        Assert.Equal(sent + 18, await SentAsync());
        await cluster.AgreesAsync();
    }

    [Fact]
    public async Task A_request_that_is_turned_away_as_a_whole_costs_only_the_item_to_blame()
    {
        await cluster.PauseAsync(); // To have one page.
        var numbers = await cluster.RegisterAndHireAsync(6);
        var poison = await cluster.ScalarAsync<string>(
            "SELECT key FROM platform_item WHERE person_id = $1 ORDER BY id LIMIT 1",
            cluster.Id(numbers[2]).ToGuid()
        );
        cluster.Held.Poison = poison;
        await cluster.ResumeAsync();

        await cluster.DrainedAsync();
        var refused = Assert.Single((await cluster.RefusedAsync()).Items);
        Assert.Equal((poison, "rejected"), (refused.Key, refused.ReasonCode));
        Assert.Equal(2, refused.HeldBack);
        cluster.Held.Poison = null;
        Assert.True(
            await cluster.Outbox.ResendAsync(
                refused.Id,
                null,
                "operator-1",
                "again",
                cluster.Clock.GetUtcNow(),
                null,
                TestContext.Current.CancellationToken
            )
        );
        await Wait.UntilAsync(async () => (await cluster.RefusedAsync()).Items.Count == 0, "it leaves the list");
        await cluster.DrainedAsync();
        await cluster.AgreesAsync();
    }

    private Task<long> SentAsync() => cluster.ScalarAsync<long>("SELECT count(*) FROM platform_sent");

    private async Task<long?> MissingAsync(DateOnly day)
    {
        var days = await cluster.Service<IPlatformDays>().ListAsync(day, day, TestContext.Current.CancellationToken);
        return days is [{ Held: not null } closed] ? closed.Missing : null;
    }
}
