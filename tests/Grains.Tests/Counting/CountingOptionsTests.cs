using Grid.Grains.Counting;

namespace Grid.Grains.Tests.Counting;

/// <summary>Settings with which a process does not start.</summary>
public sealed class CountingOptionsTests
{
    [Fact]
    public void The_defaults_are_allowed() => Assert.True(new CountingOptionsValidator().Validate(null, new CountingOptions()).Succeeded);

    [Fact]
    public void Every_mistake_is_named()
    {
        var wrong = new CountingOptions
        {
            Interval = TimeSpan.Zero,
            PageSize = 0,
            AtOnce = 65,
            SumAge = TimeSpan.FromSeconds(2),
        };

        var result = new CountingOptionsValidator().Validate(null, wrong);

        Assert.Equal(4, result.Failures!.Count());
        Assert.All(new[] { "Grid:Counting:Interval", "Grid:Counting:PageSize", "Grid:Counting:AtOnce", "Grid:Counting:SumAge" }, name =>
            Assert.Contains(name, result.FailureMessage, StringComparison.Ordinal)
        );
    }
}
