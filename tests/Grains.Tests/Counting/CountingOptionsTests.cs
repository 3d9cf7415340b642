using Grid.Grains.Counting;
using Grid.Grains.Interfaces.Settings;

namespace Grid.Grains.Tests.Counting;

/// <summary>Settings with which a process does not start.</summary>
public sealed class CountingOptionsTests
{
    [Fact]
    public void The_defaults_are_allowed() => Assert.Empty(Mistakes(new CountingOptions()));

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

        var mistakes = Mistakes(wrong);

        Assert.Equal(4, mistakes.Count);
        Assert.All(new[] { "Grid:Counting:Interval", "Grid:Counting:PageSize", "Grid:Counting:AtOnce", "Grid:Counting:SumAge" }, name =>
            Assert.Contains(mistakes, text => text.StartsWith(name + " is ", StringComparison.Ordinal))
        );
    }

    private static IReadOnlyList<string> Mistakes(CountingOptions options) => CheckedOptions.Mistakes(CountingOptions.Section, options);
}
