namespace Grid.Console.Tests.Hosts;

/// <summary>A register in which nothing has happened yet.</summary>
[CollectionDefinition(Name)]
public sealed class EmptyHost : ICollectionFixture<PagesHost>, ICollectionFixture<Browser>
{
    public const string Name = "empty";
}
