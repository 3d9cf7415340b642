namespace Grid.Grains.Interfaces.Counting;

/// <summary>
/// The figures of a region cannot be told now because one below does not answer: there are no sums of a part. Repeat later.
/// </summary>
[GenerateSerializer, Alias("Grid.RegionUnavailableException")]
public sealed class RegionUnavailableException : Exception
{
    /// <param name="region">The region that does not answer.</param>
    /// <param name="cause">Named by its type alone: it may be one that cannot cross between processes.</param>
    public RegionUnavailableException(string region, Exception? cause = null)
        : base(cause is null ? $"Region {region} does not answer." : $"Region {region} does not answer ({cause.GetType().Name}).") =>
        Region = region;

    [Id(0)]
    public string Region { get; }
}
