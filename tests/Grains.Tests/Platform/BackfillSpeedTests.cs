using Grid.Grains.Platform;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Grains.Tests.Platform;

/// <summary>The throttle of a backfill, and what it measures, by a clock of the test's own.</summary>
public sealed class BackfillSpeedTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void A_page_waits_as_long_as_the_one_before_it_may_take_and_the_rate_may_change_meanwhile()
    {
        var speed = new BackfillSpeed(clock);
        speed.Of(Guid.NewGuid());
        Assert.Equal(TimeSpan.Zero, speed.Wait(10));
        speed.Begin();
        clock.Advance(TimeSpan.FromSeconds(1));
        speed.Took(50);
        Assert.Equal(TimeSpan.FromSeconds(4), speed.Wait(10));
        Assert.Equal(TimeSpan.FromSeconds(49), speed.Wait(1));
        Assert.Equal(TimeSpan.Zero, speed.Wait(50));
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.Zero, speed.Wait(10));
    }

    [Fact]
    public void It_is_measured_over_the_last_minute_and_another_backfill_begins_anew()
    {
        var speed = new BackfillSpeed(clock);
        var first = Guid.NewGuid();
        speed.Of(first);
        Assert.Null(speed.Measured());
        for (var second = 0; second < 300; second++)
        {
            speed.Of(first);
            clock.Advance(TimeSpan.FromSeconds(1));
            speed.Took(second < 200 ? 100 : 20);
        }

        Assert.Equal(20, speed.Measured()!.Value, 0.5);
        speed.Of(Guid.NewGuid());
        Assert.Null(speed.Measured());
        Assert.Equal(TimeSpan.Zero, speed.Wait(1));
    }
}
