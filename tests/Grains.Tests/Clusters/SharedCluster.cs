namespace Grid.Grains.Tests.Clusters;

/// <summary>Tests that share one cluster, one after the other; each uses persons of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedCluster : ICollectionFixture<GridCluster>
{
    public const string Name = "cluster";
}
