namespace Grid.Grains.Interfaces.Counting;

/// <summary>The key is no region of the tree in force, or one below the leaves, for which nothing is counted.</summary>
[GenerateSerializer, Alias("Grid.UnknownRegionException")]
public sealed class UnknownRegionException : Exception
{
    /// <param name="key">What was asked for.</param>
    public UnknownRegionException(string key)
        : base($"'{key}' is no region with figures: a province, a city, or a county-level unit.") => Key = key;

    [Id(0)]
    public string Key { get; }
}
