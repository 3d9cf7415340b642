using Grid.Console.SignIn;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Grid.Console.Tests.SignIn;

/// <summary>Where the provider is left by: only what it says itself, by TLS.</summary>
public sealed class ProviderSignOutTests
{
    [Theory]
    [InlineData("https://login.example/logout", false, "https://login.example/logout")]
    [InlineData("http://127.0.0.1:8080/logout", true, "http://127.0.0.1:8080/logout")]
    [InlineData("http://login.example/logout", false, null)]
    [InlineData("javascript:alert(1)", true, null)]
    [InlineData("/logout", true, null)]
    [InlineData("", true, null)]
    [InlineData(null, false, null)]
    public void An_address_counts_if_it_is_reached_by_TLS(string? said, bool development, string? expected) =>
        Assert.Equal(
            expected,
            ProviderSignOut.EndpointOf(new OpenIdConnectConfiguration { EndSessionEndpoint = said }, development)?.AbsoluteUri
        );

    [Fact]
    public void A_provider_that_never_answered_has_none() => Assert.Null(ProviderSignOut.EndpointOf(null, development: true));

    /// <summary>What goes into the pages' policy is a host and nothing else.</summary>
    [Theory]
    [InlineData("https://login.example/logout?a=b", "https://login.example")]
    [InlineData("https://login.example:8443/;script-src *", "https://login.example:8443")]
    [InlineData("https://a;script-src@login.example/", "https://login.example")]
    public void Of_the_address_the_policy_has_the_host(string said, string expected) =>
        Assert.Equal(expected, ProviderSignOut.OriginOf(new Uri(said)));
}
