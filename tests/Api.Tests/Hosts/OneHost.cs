namespace Grid.Api.Tests.Hosts;

/// <summary>All tests over HTTP share one host.</summary>
[CollectionDefinition(Name)]
public sealed class OneHost : ICollectionFixture<ApiHost>
{
    public const string Name = "host";
}
