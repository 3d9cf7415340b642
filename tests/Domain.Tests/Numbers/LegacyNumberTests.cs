using Grid.Domain.Numbers;

namespace Grid.Domain.Tests.Numbers;

/// <summary>Numbers of earlier systems as they are searched by.</summary>
public sealed class LegacyNumberTests
{
    [Theory]
    [InlineData("dh-2019-00042", "DH-2019-00042")]
    [InlineData(" DH-2019 -00042\t", "DH-2019-00042")]
    [InlineData("DH-2019-00042", "DH-2019-00042")]
    [InlineData("东湖〔2019〕42号", "东湖〔2019〕42号")]
    public void Two_spellings_of_one_number_are_one(string typed, string key) => Assert.Equal(key, LegacyNumber.SearchKey(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u200b ")]
    public void Nothing_is_no_number(string? typed) => Assert.Null(LegacyNumber.SearchKey(typed));

    [Fact]
    public void The_longest_has_sixty_characters()
    {
        Assert.NotNull(LegacyNumber.SearchKey(new string('1', 60)));
        Assert.Null(LegacyNumber.SearchKey(new string('1', 61)));
    }
}
