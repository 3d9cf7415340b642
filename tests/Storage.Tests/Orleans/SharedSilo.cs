namespace Grid.Storage.Tests.Orleans;

/// <summary>Tests that share one silo.</summary>
[CollectionDefinition(Name)]
public sealed class SharedSilo : ICollectionFixture<OrleansSilo>
{
    public const string Name = "A silo on our statements";
}
