using System.Net;
using System.Security.Cryptography;
using Grid.Api.Hosting;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Api.Tests.Security;

[Collection(OneHost.Name)]
public sealed class TokenTests(ApiHost host)
{
    public static TheoryData<string> Bad => ["expired", "issuer", "audience", "key", "none", "text", "role", "subject"];

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
        Assert.IsType<ProviderTokens>(Assert.Single(bearer.TokenHandlers));
        Assert.True(services.GetRequiredService<ProviderKeys>().IsUsed);
    }
}
