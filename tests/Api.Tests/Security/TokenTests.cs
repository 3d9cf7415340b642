using System.Net;
using System.Security.Cryptography;
using Grid.Api.Hosting;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Tests.Security;

[Collection(OneHost.Name)]
public sealed class TokenTests(ApiHost host)
{
    public static TheoryData<string> Bad =>
        [
            "expired",
            "issuer",
            "audience",
            "key",
            "none",
            "text",
            "role",
            "subject",
            "identity token",
            "sign-out token",
            "no type",
            "two roles",
            "two offices",
        ];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_token_that_is_not_ours_is_none(string how)
    {
        var key = how == "key" ? RandomNumberGenerator.GetBytes(32) : host.Key;
        var token = how switch
        {
            "expired" => Tokens.Sign(key, "clerk", Hosts.Api.Donghu, "a", hours: -1),
            "issuer" => Tokens.Sign(key, "clerk", Hosts.Api.Donghu, "a", issuer: "somebody"),
            "audience" => Tokens.Sign(key, "clerk", Hosts.Api.Donghu, "a", audience: "other"),
            "none" => Tokens.Sign(key, "clerk", Hosts.Api.Donghu, "a", hasSignature: false),
            "text" => "abc",
            "role" => Tokens.Sign(key, "king", Hosts.Api.Donghu, "a"),
            "identity token" => Tokens.Sign(key, "clerk", Hosts.Api.Donghu, "a", type: "JWT"),
            "sign-out token" => Tokens.Sign(key, "clerk", Hosts.Api.Donghu, "a", type: "logout+jwt"),
            "no type" => Tokens.Sign(key, "clerk", Hosts.Api.Donghu, "a", type: ""),
            "two roles" => Tokens.Sign(key, "clerk", Hosts.Api.Donghu, "a", more: ("role", new[] { "clerk", "supervisor" })),
            "two offices" => Tokens.Sign(key, "clerk", null, "a", more: ("office", new[] { Hosts.Api.Donghu, Hosts.Api.Nanchang })),
            "subject" => Tokens.Sign(key, "clerk", Hosts.Api.Donghu, ""),
            _ => Tokens.Sign(key, "clerk", Hosts.Api.Donghu, "a"),
        };
        (await new Hosts.Api(host, token).GetAsync("/v1/applications")).ExpectProblem(HttpStatusCode.Unauthorized, "not-authenticated");
    }

    [Theory]
    [InlineData("clerk", null)]
    [InlineData("clerk", "99999901")]
    [InlineData("supervisor", "x")]
    public async Task An_office_that_is_not_known_is_refused(string role, string? office) =>
        (await new Hosts.Api(host, host.Token(role, office)).GetAsync("/v1/applications")).ExpectProblem(
            HttpStatusCode.Forbidden,
            "office-not-known"
        );

    /// <summary>What a vendor has from before: a token that may do everything. And a person who says to be a machine too.</summary>
    [Fact]
    public async Task A_system_that_does_not_say_which_may_do_nothing()
    {
        string[] tokens =
        [
            Tokens.Sign(host.Key, "system", Hosts.Api.Donghu, "vendor"),
            Tokens.Sign(host.Key, "system", null, "vendor", more: ("system", "everything")),
            Tokens.Sign(host.Key, "supervisor", Hosts.Api.Donghu, "vendor", more: ("system", "office-system")),
        ];
        foreach (var token in tokens)
        {
            (await new Hosts.Api(host, token).GetAsync("/v1/commands/k")).ExpectProblem(HttpStatusCode.Forbidden, "system-not-known");
            (await new Hosts.Api(host, token).GetAsync("/v1/roles")).ExpectProblem(HttpStatusCode.Forbidden, "system-not-known");
        }

        // The names of the matrix are no roles of a token: one spelling for one thing.
        (
            await new Hosts.Api(host, Tokens.Sign(host.Key, "office-system ", Hosts.Api.Donghu, "vendor")).GetAsync("/v1/commands/k")
        ).ExpectProblem(HttpStatusCode.Unauthorized, "not-authenticated");
    }

    /// <summary>With the type that a provider without RFC 9068 writes.</summary>
    [Theory]
    [InlineData("at+jwt", "at+jwt", null, null, true)]
    [InlineData("at+jwt", "AT+JWT", null, null, true)]
    [InlineData("at+jwt", "application/at+jwt", null, null, true)]
    [InlineData("at+jwt", "JWT", "typ", "Bearer", false)]
    [InlineData("at+jwt", "logout+jwt", null, null, false)]
    [InlineData("at+jwt", null, null, null, false)]
    [InlineData("JWT", "JWT", null, null, true)]
    [InlineData("JWT", "jwt", "typ", "Bearer", true)]
    [InlineData("JWT", "JWT", "typ", "ID", false)]
    [InlineData("JWT", "JWT", "typ", "Refresh", false)]
    [InlineData("JWT", "JWT", "nonce", "n", false)]
    [InlineData("JWT", "JWT", "at_hash", "h", false)]
    [InlineData("JWT", "JWT", "events", "e", false)]
    [InlineData("JWT", "at+jwt", null, null, false)]
    public void Only_access_tokens_give_access(string wanted, string? type, string? member, string? value, bool valid)
    {
        var text = Tokens.Sign(host.Key, "clerk", Hosts.Api.Donghu, "a", type: type ?? "", more: member is null ? [] : [(member, value!)]);
        var token = new JsonWebToken(text);
        var validator = AccessTokens.OfType(wanted);
        if (valid)
            Assert.Equal(token.Typ, validator(token.Typ, token, new TokenValidationParameters()));
        else
            Assert.Throws<SecurityTokenInvalidTypeException>(() => validator(token.Typ, token, new TokenValidationParameters()));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData(null)]
    public void Outside_development_there_must_be_an_identity_provider(string? environment)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("GRID_ENVIRONMENT", environment)]).Build();
        using var services = new ServiceCollection().AddLogging().AddGridApi(configuration).BuildServiceProvider();
        Assert.Throws<InvalidOperationException>(() =>
            services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme)
        );
    }

    [Fact]
    public void With_an_identity_provider_development_keys_sign_nothing()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("GRID_ENVIRONMENT", "Production"),
                new("Grid:Api:Authority", "https://identity.example"),
                new("Grid:Api:Audience", "register"),
            ])
            .Build();
        using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddGridApi(configuration)
            .BuildServiceProvider();
        var bearer = services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);
        Assert.Null(bearer.TokenValidationParameters.IssuerSigningKeyResolver);
        Assert.Equal("register", bearer.TokenValidationParameters.ValidAudience);
        Assert.NotNull(bearer.TokenValidationParameters.TypeValidator);
        Assert.IsType<ProviderTokens>(Assert.Single(bearer.TokenHandlers));
        Assert.True(services.GetRequiredService<ProviderKeys>().IsUsed);
    }
}
