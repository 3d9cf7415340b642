using System.Security.Cryptography;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Tests.Security;

/// <summary>A token that was checked before is used again only with the same keys, and only in its time.</summary>
public sealed class CheckedTokensTests : IDisposable
{
    private static readonly TokenValidationParameters Parameters = new() { RequireExpirationTime = true };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private readonly CheckedTokens tokens = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_result_is_found_again_for_the_same_token_and_keys_alone()
    {
        var (text, keys) = (Token(), new object());
        var result = tokens.Keep(text, keys, Good(text));
        Assert.Same(result, tokens.Find(text, keys, Parameters));
        Assert.Null(tokens.Find(text, new object(), Parameters));
        Assert.Null(tokens.Find(text + "A", keys, Parameters));
        Assert.Null(tokens.Find(Token(), keys, Parameters));
    }

    [Fact]
    public void An_expired_token_is_checked_again_and_forgotten()
    {
        var (text, keys) = (Token(hours: -1), new object());
        tokens.Keep(text, keys, Good(text));
        Assert.Equal(1, tokens.Remembered);
        Assert.Null(tokens.Find(text, keys, Parameters));
        Assert.Equal(0, tokens.Remembered);
    }

    [Fact]
    public void What_was_found_wrong_is_not_remembered()
    {
        tokens.Keep(Token(), new object(), new TokenValidationResult { IsValid = false });
        Assert.Equal(0, tokens.Remembered);
    }

    [Fact]
    public void Callers_with_ever_new_tokens_fill_no_memory()
    {
        var (keys, good) = (new object(), Good(Token()));
        for (var i = 0; i < 2 * CheckedTokens.MostRemembered; i++)
            tokens.Keep($"token {i}", keys, good);
        Assert.InRange(tokens.Remembered, CheckedTokens.MostRemembered / 2, CheckedTokens.MostRemembered + 1);
    }

    [Fact]
    public async Task A_token_of_a_development_key_that_was_replaced_is_none()
    {
        var path = Path.Combine(folder.FullName, "dev-token.key");
        var key = RandomNumberGenerator.GetBytes(32);
        await WriteAsync(path, key, TimeProvider.System.GetUtcNow());
        var handler = new DevelopmentTokens(new DevelopmentKeyFile(path));
        var text = Tokens.Sign(key, "clerk", Hosts.Api.Donghu, "a");
        var parameters = new TokenValidationParameters { ValidIssuer = DevelopmentToken.Issuer, ValidateAudience = false };
        Assert.True((await handler.ValidateTokenAsync(text, parameters)).IsValid);
        Assert.True((await handler.ValidateTokenAsync(text, parameters)).IsValid);

        await WriteAsync(path, RandomNumberGenerator.GetBytes(32), TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(10));
        Assert.False((await handler.ValidateTokenAsync(text, parameters)).IsValid);
        File.Delete(path);
        Assert.False((await handler.ValidateTokenAsync(text, parameters)).IsValid);
    }

    private static async Task WriteAsync(string path, byte[] key, DateTimeOffset at)
    {
        await File.WriteAllTextAsync(path, Convert.ToBase64String(key), TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, at.UtcDateTime);
    }

    private static string Token(int hours = 1) =>
        Tokens.Sign(RandomNumberGenerator.GetBytes(32), "clerk", Hosts.Api.Donghu, "a", hours: hours);

    private static TokenValidationResult Good(string token) => new() { IsValid = true, SecurityToken = new JsonWebToken(token) };
}
