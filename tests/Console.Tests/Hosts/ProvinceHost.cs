namespace Grid.Console.Tests.Hosts;

/// <summary>A register as large as a province's.</summary>
[CollectionDefinition(Name)]
public sealed class ProvinceHost : ICollectionFixture<ProvinceRegister>, ICollectionFixture<Browser>
{
    public const string Name = "province";
}
