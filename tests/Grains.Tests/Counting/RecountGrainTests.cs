using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Grains.Counting;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Tests.Clusters;
using Grid.Testing;

namespace Grid.Grains.Tests.Counting;

/// <summary>Recounts on demand and at night.</summary>
public sealed class RecountGrainTests(CountingCluster cluster) : IClassFixture<CountingCluster>
{
    private static readonly TimeOnly Two = new(2, 0);

    private IRecountGrain Grain => cluster.Cluster.Client.GetGrain<IRecountGrain>(IRecountGrain.Only);

    [Fact]
    public async Task One_runs_at_a_time_and_the_second_caller_is_told()
    {
        await cluster.RegisteredAsync(CountSteps.OfficeOf("360222"), 2);
        var held = new TaskCompletionSource();
        cluster.Trouble.RecountsHeld = held.Task;
        var first = await Grain.Start("360200", "operator-1");
        var second = await Grain.Start("360222", "operator-2");
        var meanwhile = await Grain.Current();
        cluster.Trouble.RecountsHeld = Task.CompletedTask;
        held.SetResult();

        Assert.True(first.Started);
        Assert.False(second.Started);
        Assert.Equal("operator-1", second.Run.By);
        Assert.Null(meanwhile!.EndedAt);
        await Wait.UntilAsync(async () => (await Grain.Current())!.EndedAt is not null, "the recount is over");
        var run = (await Grain.Current())!;
        Assert.Null(run.Error);
        Assert.Equal((0, cluster.Leaves("360200").Count), (run.Result!.DifferentCells, run.Result.Leaves));
        Assert.Equal(2, run.Result.Figures[cluster.Now()].Total(CountBlock.Urban, Measure.New));
        var stored = await cluster.Service<IRecount>().LatestAsync(cluster.Leaves("360200"), TestContext.Current.CancellationToken);
        Assert.Equal(run.Result.Id, stored[0].Id);
        await Assert.ThrowsAsync<UnknownRegionException>(() => Grain.Start("999999", "operator-1"));
    }

    [Fact]
    public async Task The_night_s_recount_covers_all_leaves_once()
    {
        await Wait.UntilAsync(
            async () => await cluster.ScalarAsync<long>("SELECT count(*) FROM reminder WHERE grain_id = 'recount/register'") == 1,
            "the reminder is planned"
        );
        var first = await cluster.ScalarAsync<DateTime>("SELECT start_time FROM reminder WHERE grain_id = 'recount/register'");
        var quarters = (first - ChinaTime.StartOf(new DateOnly(2026, 3, 21)).UtcDateTime.AddHours(2)) / RecountNight.Period;
        Assert.InRange(Math.Abs(quarters - Math.Round(quarters)) * RecountNight.Period.TotalSeconds, 0, 60); // The reminders' clock does not move between a test's steps.
        var two = ChinaTime.StartOf(cluster.Clock.Today().AddDays(1)) + Two.ToTimeSpan();

        await cluster.AdvanceToAsync(two);
        await Wait.UntilAsync(
            async () =>
            {
                await cluster.AdvanceAsync(TimeSpan.FromMinutes(5));
                return await NightsAsync(two) >= 1;
            },
            "the night's recount"
        );
        for (var tick = 0; tick < 12; tick++)
            await cluster.AdvanceAsync(TimeSpan.FromMinutes(5));
        await Wait.UntilAsync(async () => (await Grain.Current())?.EndedAt is not null, "no recount at work");

        Assert.Equal(1, await NightsAsync(two));
        var stored = await cluster.Service<IRecount>().LatestAsync(cluster.Leaves(), TestContext.Current.CancellationToken);
        Assert.Equal(cluster.Leaves().Count, stored[0].Leaves);
        Assert.Equal(0, stored[0].DifferentCells);
    }

    [Theory]
    [InlineData("2026-03-21T01:59:59+08:00", "2026-03-20T02:00:00+08:00", "00:00:01")]
    [InlineData("2026-03-21T02:00:00+08:00", "2026-03-21T02:00:00+08:00", "00:15:00")]
    [InlineData("2026-03-21T13:07:00+08:00", "2026-03-21T02:00:00+08:00", "00:08:00")]
    public void A_night_begins_at_two_and_ticks_fall_on_it(string now, string latest, string untilTick)
    {
        var moment = DateTimeOffset.Parse(now, null);
        Assert.Equal(DateTimeOffset.Parse(latest, null), RecountNight.Latest(moment, Two));
        Assert.Equal(TimeSpan.Parse(untilTick, null), RecountNight.UntilTick(moment, Two));
    }

    private Task<long> NightsAsync(DateTimeOffset since) =>
        cluster.ScalarAsync<long>("SELECT count(*) FROM recount_result WHERE run_by = 'nightly' AND started_at >= $1", since.UtcDateTime);
}
