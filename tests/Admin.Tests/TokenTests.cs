using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Admin.Tests;

/// <summary><c>./grid token</c>.</summary>
public sealed class TokenTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("grid-admin-");

    private string KeyFile => Path.Combine(home.FullName, "secrets", "dev-token.key");

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    public async Task A_token_is_all_that_is_printed_and_its_signature_holds()
    {
        var result = await Command.RunAsync(
            ["token", "--role", "clerk", "--office", "36010201", "--hours", "2"],
            ("GRID_HOME", home.FullName)
        );

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        var validated = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(
            result.Output,
            new TokenValidationParameters
            {
                ValidIssuer = "grid-development",
                ValidAudience = "grid",
                ValidAlgorithms = ["HS256"],
                IssuerSigningKey = new SymmetricSecurityKey(Convert.FromBase64String(await File.ReadAllTextAsync(KeyFile, Cancellation))),
            }
        );
        Assert.True(validated.IsValid);
        Assert.Equal(
            ("dev-clerk-36010201", "经办人", "clerk", "36010201"),
            (validated.Claims["sub"], validated.Claims["name"], validated.Claims["role"], validated.Claims["office"])
        );
        Assert.Equal(TimeSpan.FromHours(2), validated.SecurityToken.ValidTo - validated.SecurityToken.ValidFrom);
    }

    [Fact]
    public async Task A_systems_token_says_which_system_it_is_for()
    {
        var result = await Command.RunAsync(["token", "--system", "office-system", "--office", "36010201", "--key-file", KeyFile]);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        var token = new JsonWebToken(result.Output.Trim());
        Assert.Equal(
            ("at+jwt", "dev-office-system-36010201", "system", "office-system", "36010201"),
            (token.Typ, token.Subject, token.GetClaim("role").Value, token.GetClaim("system").Value, token.GetClaim("office").Value)
        );
    }

    /// <summary>Each kind of system, by its name and by the short one, is the kind that the register knows (decision 0054).</summary>
    [Theory]
    [InlineData("office-system", "office-system", "36010201")]
    [InlineData("office", "office-system", "36010201")]
    [InlineData("delivery-gateway", "delivery-gateway", null)]
    [InlineData("gateway", "delivery-gateway", null)]
    [InlineData("benefit-system", "benefit-system", null)]
    [InlineData("benefit", "benefit-system", "36010001")]
    [InlineData("civil-affairs", "civil-affairs", null)]
    [InlineData("matching-feed", "matching-feed", null)]
    [InlineData("feed", "matching-feed", null)]
    [InlineData("platform-link", "platform-link", null)]
    [InlineData("platform-administration", "platform-administration", null)]
    public async Task Every_kind_of_system_has_its_token(string name, string kind, string? office)
    {
        string[] arguments = ["token", "--system", name, "--key-file", KeyFile];
        var result = await Command.RunAsync(office is null ? arguments : [.. arguments, "--office", office]);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        var token = new JsonWebToken(result.Output.Trim());
        Assert.Equal(("system", kind), (token.GetClaim("role").Value, token.GetClaim("system").Value));
        Assert.Equal(office, token.TryGetClaim("office", out var claim) ? claim.Value : null);
    }

    [Theory]
    [InlineData("no role 'king'", "--role", "king")]
    [InlineData("no role 'system'", "--role", "system")]
    [InlineData("no system 'everything'", "--system", "everything")]
    [InlineData("one of --role and --system", "--office", "36010201")]
    [InlineData("one of --role and --system", "--role", "operator", "--system", "matching-feed")]
    [InlineData("give --office", "--role", "clerk")]
    [InlineData("give --office", "--system", "office-system")]
    [InlineData("give --office", "--system", "office")]
    [InlineData("no role 'office'", "--role", "office", "--office", "36010201")]
    [InlineData("no office code", "--role", "clerk", "--office", "36010200")]
    [InlineData("--hours goes from 1", "--role", "operator", "--hours", "0")]
    public async Task A_mistake_is_named_and_prints_no_token(string expected, params string[] arguments)
    {
        var result = await Command.RunAsync(["token", .. arguments, "--key-file", KeyFile]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task A_file_that_is_no_key_is_left_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        await File.WriteAllTextAsync(KeyFile, "not a key", Cancellation);
        var result = await Command.RunAsync(["token", "--role", "operator", "--key-file", KeyFile]);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(KeyFile, result.Errors, StringComparison.Ordinal);
        Assert.Equal("not a key", await File.ReadAllTextAsync(KeyFile, Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
