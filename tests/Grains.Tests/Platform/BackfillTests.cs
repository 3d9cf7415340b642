using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Tests.MadeUp;
using Grid.Testing;

namespace Grid.Grains.Tests.Platform;

/// <summary>
/// Backfills by the sync, with a platform before it: each item once, in order, whichever process is killed, and never blocking what offices
/// do.
/// </summary>
public sealed class BackfillTests(SyncCluster cluster) : IClassFixture<SyncCluster>
{
    private IPlatformBackfills Backfills => cluster.Service<IPlatformBackfills>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_platform_was_never_told_arrives_once_through_a_kill_and_its_days_reconcile()
    {
        var day = ChinaTime.DateOf(cluster.Clock.GetUtcNow());
        await ForgottenAsync(30);
        var known = await SentAsync();
        Assert.NotEmpty(await cluster.FaultsAsync());
        var reached = cluster.Held.HoldAfter(4, HoldPoint.AfterEffect);
        var id = await StartAsync(new BackfillThrottle(10, 12));
        var silo = await reached.WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        Assert.Equal(BackfillStatus.Running, (await FindAsync(id)).Status);
        await cluster.ReplaceAsync(silo);

        // What the killed silo had leased comes free when the lease runs out.
        await Wait.UntilAsync(
            async () =>
            {
                await cluster.AdvanceAsync(TimeSpan.FromSeconds(40));
                return (await FindAsync(id)).Status == BackfillStatus.Done;
            },
            "it goes on and ends"
        );
        await cluster.DrainedAsync();
        var done = await FindAsync(id);
        Assert.Equal(new BackfillCounts(30 + (known / 3), 90, 0, known, 0, 0), done.Counts);
        Assert.Equal(known + 90, await SentAsync());
        await cluster.AgreesAsync();
        Assert.Empty(await cluster.FaultsAsync());

        await cluster.AdvanceToAsync(ChinaTime.StartOf(day.AddDays(1)).AddMinutes(5));
        await Wait.UntilAsync(
            async () =>
                await cluster.ScalarAsync<long>("SELECT count(*) FROM platform_day WHERE day = $1 AND reconciled AND missing = 0", day) > 0,
            "the day reconciles"
        );

        var again = await StartAsync(new BackfillThrottle(1000, 1000), again: true);
        await Wait.UntilAsync(async () => (await FindAsync(again)).Status == BackfillStatus.Done, "everything is put back");
        await cluster.DrainedAsync();
        Assert.Equal(known + 90, (await FindAsync(again)).Counts.PutBack);
        Assert.Equal(known + 90, await SentAsync());
        await cluster.AgreesAsync();
    }

    [Fact]
    public async Task While_the_platform_is_down_no_more_waits_than_allowed_and_what_offices_do_goes_first()
    {
        await ForgottenAsync(20);
        await cluster.StopPlatformAsync();
        var id = await StartAsync(new BackfillThrottle(1000, 12));
        await Wait.UntilAsync(async () => await Backfills.WaitingAsync(1000, Cancellation) >= 12, "it fills up to the limit");

        // It goes on for some rounds: in each the sync looks for what to fill up, and tries to send.
        for (var round = 0; round < 5; round++)
        {
            var tried = cluster.Held.Tried;
            await cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
            await Wait.UntilAsync(() => cluster.Held.Tried > tried, "the sync tries again");
        }

        Assert.InRange(await Backfills.WaitingAsync(1000, Cancellation), 12, 12 * 4);
        Assert.Equal(BackfillStatus.Running, (await FindAsync(id)).Status);

        var live = await cluster.RegisterAndHireAsync(1);
        await cluster.StartPlatformAsync();
        await Wait.UntilAsync(async () => (await FindAsync(id)).Status == BackfillStatus.Done, "it ends");
        await cluster.DrainedAsync();
        await cluster.AgreesAsync();
        Assert.Empty(await cluster.FaultsAsync());
        Assert.Equal(
            3L,
            await cluster.ScalarAsync<long>("SELECT count(*) FROM platform_sent WHERE person_id = $1", cluster.Id(live[0]).ToGuid())
        );
    }

    /// <summary>Persons who registered and were hired before there was a sync.</summary>
    private async Task ForgottenAsync(int persons)
    {
        await cluster.PauseAsync();
        var ids = (await cluster.RegisterAndHireAsync(persons)).Select(number => cluster.Id(number).ToGuid()).ToArray();
        await cluster.ExecuteAsync("DELETE FROM platform_item WHERE person_id = ANY ($1)", ids);
        await cluster.ResumeAsync();
    }

    private Task<long> SentAsync() => cluster.ScalarAsync<long>("SELECT count(*) FROM platform_sent WHERE outcome = 'accepted'");

    private async Task<Guid> StartAsync(BackfillThrottle throttle, bool again = false)
    {
        var id = Guid.NewGuid();
        Assert.True(
            await Backfills.StartAsync(
                id,
                new BackfillRange(BackfillKind.Registrations, null, null, null, again),
                throttle,
                "operator-1",
                "补传",
                cluster.Clock.GetUtcNow(),
                null,
                Cancellation
            )
        );
        await cluster.Sync.Nudge();
        return id;
    }

    private async Task<PlatformBackfill> FindAsync(Guid id) => (await Backfills.FindAsync(id, Cancellation))!;
}
