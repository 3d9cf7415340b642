namespace Grid.Console.Tests.Hosts;

/// <summary>A register with persons.</summary>
[CollectionDefinition(Name)]
public sealed class FilledHost : ICollectionFixture<FilledRegister>, ICollectionFixture<Browser>
{
    public const string Name = "filled";
}
