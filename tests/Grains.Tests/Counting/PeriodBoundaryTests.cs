using Grid.Domain.Calendar;
using Grid.Domain.Counting;

namespace Grid.Grains.Tests.Counting;

/// <summary>A period ends at the 20th, 24:00 in China (79/2020 (九)), and the same grains go on.</summary>
public sealed class PeriodBoundaryTests
{
    [Fact]
    public async Task What_happens_after_midnight_of_the_20th_is_of_the_next_period()
    {
        await using var cluster = new CountingCluster();
        await cluster.InitializeAsync();
        var leaf = "360104";
        var office = CountSteps.OfficeOf(leaf);
        var (march, april) = (cluster.Now(), cluster.Now().Next);
        var midnight = ChinaTime.EndOf(march.Last);
        Assert.Equal("2026-03", march.ToString());

        await cluster.AdvanceToAsync(midnight.AddMinutes(-5));
        var early = await cluster.RegisteredAsync(office, 2);
        await cluster.Region(leaf).Drain();
        Assert.True(cluster.Clock.GetUtcNow() < midnight, "Too slow for the test to say anything.");
        Assert.Equal((2, 0, 2), await OfAsync(march));

        await cluster.AdvanceToAsync(midnight);
        await cluster.RegisteredAsync(office, 1);
        await cluster.HiredAsync(early[0], office);
        await cluster.Region(CountSteps.Province).Drain();

        Assert.Equal((2, 0, 2), await OfAsync(march));
        Assert.Equal((1, 1, 2), await OfAsync(april));
        Assert.Equal(0, await cluster.TotalAsync(leaf, Measure.Opening, march));
        Assert.Equal(2, await cluster.TotalAsync(leaf, Measure.Opening, april));
        Assert.Equal(2, await cluster.TotalAsync(CountSteps.Province, Measure.Opening, april));
        Assert.Equal(2, await cluster.TotalAsync(CountSteps.Province, Measure.Closing, april.Next));
        await cluster.ExactAsync();
        await cluster.ProvinceIsRecountAsync(march, april, april.Next);

        async Task<(long New, long Exited, long Closing)> OfAsync(CountingPeriod period) =>
            (
                await cluster.TotalAsync(leaf, Measure.New, period),
                await cluster.TotalAsync(leaf, Measure.Exited, period),
                await cluster.TotalAsync(leaf, Measure.Closing, period)
            );
    }
}
