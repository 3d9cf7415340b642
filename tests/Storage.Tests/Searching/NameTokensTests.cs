using Grid.Domain.Identity;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;

namespace Grid.Storage.Tests.Searching;

/// <summary>Which beginnings of a name have a token, and that none says what it is of.</summary>
public sealed class NameTokensTests
{
    private static readonly RegisterKey Key = RegisterKey.Create(KeyedHash.HmacSha256);

    [Theory]
    [InlineData("张三", new[] { "张三" })]
    [InlineData("张三丰", new[] { "张三", "张三丰" })]
    [InlineData("𠮷野家", new[] { "𠮷野", "𠮷野家" })]
    [InlineData("买买提•吐", new[] { "买买", "买买提", "买买提·", "买买提·吐" })]
    [InlineData("Li Na", new[] { "LI", "LIN", "LINA" })]
    public void Every_beginning_of_two_characters_and_more_has_one(string name, string[] beginnings) =>
        Assert.Equal(
            beginnings.Select(beginning => NameTokens.Of(Key, PersonName.SearchKeyOfPrefix(beginning))),
            NameTokens.AllOf(Key, PersonName.Parse(name))
        );

    [Fact]
    public void Another_register_has_other_tokens_and_so_has_the_other_hash()
    {
        var name = PersonName.Parse("张三丰");
        Assert.Empty(NameTokens.AllOf(Key, name).Intersect(NameTokens.AllOf(RegisterKey.Create(KeyedHash.HmacSha256), name)));
        var master = new byte[KeyedHashes.Bytes];
        Assert.Empty(
            NameTokens
                .AllOf(new RegisterKey(KeyedHash.HmacSha256, master), name)
                .Intersect(NameTokens.AllOf(new RegisterKey(KeyedHash.HmacSm3, master), name))
        );
    }
}
