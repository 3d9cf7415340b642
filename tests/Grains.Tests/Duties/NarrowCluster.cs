using Grid.Grains.Tests.Clusters;

namespace Grid.Grains.Tests.Duties;

/// <summary>Begins like <see cref="SpringCluster"/>; its silos have next to no place for ticks, and no patience.</summary>
public sealed class NarrowCluster() : GridCluster(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)))
{
    /// <summary>In each of the two silos.</summary>
    public const int Places = 2;

    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Grid:Duties:TicksAtWork"] = "2",
            ["Grid:Duties:TickPatience"] = "00:00:00",
        };
}
