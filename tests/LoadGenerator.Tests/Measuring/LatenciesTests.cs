using Grid.LoadGenerator.Measuring;

namespace Grid.LoadGenerator.Tests.Measuring;

public sealed class LatenciesTests
{
    [Fact]
    public void Shares_are_at_most_two_percent_too_high()
    {
        var latencies = new Latencies();
        for (var milliseconds = 1; milliseconds <= 1000; milliseconds++)
            latencies.Add(TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(1000, latencies.Count);
        Assert.InRange(latencies.Milliseconds(0.5), 500, 511);
        Assert.InRange(latencies.Milliseconds(0.99), 990, 1011);
        Assert.InRange(latencies.Milliseconds(1), 1000, 1021);
    }

    [Fact]
    public void Nothing_took_no_time() => Assert.Equal(0, new Latencies().Milliseconds(0.99));
}
