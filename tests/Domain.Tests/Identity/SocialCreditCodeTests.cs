using System.Text.Json;
using CsCheck;
using Grid.Domain.Identity;
using Grid.Testing;

namespace Grid.Domain.Tests.Identity;

public sealed class SocialCreditCodeTests
{
    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91350100m000100y43")]
    [InlineData("９１３５０１００Ｍ０００１００Ｙ４３")]
    [InlineData(" 9135 0100 M000\u3000100Y43\u200b")]
    public void The_published_code_is_read_however_it_is_typed(string text)
    {
        Assert.True(SocialCreditCode.TryParse(text, out var code, out _));
        Assert.Equal("91350100M000100Y43", code.Value);
        Assert.Equal("350100", code.Area);
    }

    [Theory]
    [InlineData(null, SocialCreditCodeError.Empty)]
    [InlineData("  ", SocialCreditCodeError.Empty)]
    [InlineData("91350100M000100Y4", SocialCreditCodeError.BadLength)]
    [InlineData("91350100M000100Y433", SocialCreditCodeError.BadLength)]
    [InlineData("91350100M000100Y44", SocialCreditCodeError.BadCheckCharacter)]
    [InlineData("91350100I000100Y43", SocialCreditCodeError.BadCharacter)]
    [InlineData("91350100O000100Y43", SocialCreditCodeError.BadCharacter)]
    [InlineData("91350100S000100Y43", SocialCreditCodeError.BadCharacter)]
    [InlineData("91350100V000100Y43", SocialCreditCodeError.BadCharacter)]
    [InlineData("91350100Z000100Y43", SocialCreditCodeError.BadCharacter)]
    [InlineData("91A50100M000100Y43", SocialCreditCodeError.BadArea)]
    public void What_is_no_code_is_refused_with_its_cause(string? text, SocialCreditCodeError expected)
    {
        Assert.False(SocialCreditCode.TryParse(text, out var code, out var error));
        Assert.Null(code);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Every_valid_code_survives_typing_and_json() =>
        MadeUp.CreditCode.Check(plain =>
        {
            var code = SocialCreditCode.Parse(plain);
            Assert.Equal(plain, code.Value);
            Assert.Equal(code, SocialCreditCode.Parse(MadeUp.Spread(MadeUp.FullWidth(plain.ToLowerInvariant()), " ")));
            Assert.Equal(code, JsonSerializer.Deserialize<SocialCreditCode>(JsonSerializer.Serialize(code)));
        });

    [Fact]
    public void Any_single_changed_digit_is_refused() =>
        Gen.Select(MadeUp.CreditCode, Gen.Int[2, 7], Gen.Int[1, 9])
            .Check(
                (plain, place, shift) =>
                {
                    var characters = plain.ToCharArray();
                    characters[place] = (char)('0' + ((characters[place] - '0' + shift) % 10));
                    Assert.False(SocialCreditCode.TryParse(new string(characters), out _, out var error));
                    Assert.Equal(SocialCreditCodeError.BadCheckCharacter, error);
                }
            );
}
