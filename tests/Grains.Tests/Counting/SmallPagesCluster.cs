using Grid.Grains.Counting;

namespace Grid.Grains.Tests.Counting;

/// <summary>Each entry is a page of its own, so that there is always one under way.</summary>
public sealed class SmallPagesCluster : CountingCluster
{
    protected override void Configure(CountingOptions options)
    {
        base.Configure(options);
        options.PageSize = 1;
    }
}
