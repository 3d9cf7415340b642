using Grid.Domain.Calendar;
using Grid.Testing;

namespace Grid.Grains.Tests.Platform;

/// <summary>The silo that sends is killed at named points; another one goes on, and the platform holds each item once in effect.</summary>
public sealed class KillTests(SyncCluster cluster) : IClassFixture<SyncCluster>
{
    [Fact]
    public async Task Killed_before_sending_in_the_middle_of_a_page_and_after_the_effect()
    {
        var day = ChinaTime.DateOf(cluster.Clock.GetUtcNow());
        var items = 0;
        foreach (var (uploads, where) in new[] { (0, HoldPoint.BeforeSending), (2, HoldPoint.AfterEffect), (0, HoldPoint.AfterEffect) })
        {
            var reached = cluster.Held.HoldAfter(uploads, where);
            await cluster.RegisterAndHireAsync(8);
            items += 24;
            var silo = await reached.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
            await cluster.ReplaceAsync(silo);
            await cluster.OthersAnswerAsync();

            // What the killed silo had leased comes free when the lease runs out.
            await cluster.AdvanceAsync(TimeSpan.FromSeconds(40));
            await cluster.DrainedAsync();
            await cluster.AgreesAsync();
            if (where == HoldPoint.AfterEffect)
            {
                Assert.Contains((await cluster.GetAsync("/control/holdings?limit=1000"))["items"]!.AsArray(), item =>
                    (int)item!["times"]! > 1
                );
            }

            Assert.Equal(items, await cluster.ScalarAsync<long>("SELECT count(*) FROM platform_sent WHERE outcome = 'accepted'"));
        }

        await cluster.AdvanceToAsync(ChinaTime.StartOf(day.AddDays(1)).AddMinutes(5));
        await Wait.UntilAsync(
            async () =>
                await cluster.ScalarAsync<long>("SELECT count(*) FROM platform_day WHERE day = $1 AND reconciled AND missing = 0", day) > 0,
            "the day reconciles"
        );
    }
}
