using Grid.Api.Hosting;
using Grid.Console.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Console.Tests.SignIn;

/// <summary>The pages' cookies are for TLS alone.</summary>
public sealed class SecureCookiesTests
{
    [Theory]
    [InlineData(false, CookieSecurePolicy.Always)]
    [InlineData(true, CookieSecurePolicy.SameAsRequest)]
    public void Each_cookie_is_secure(bool development, CookieSecurePolicy expected)
    {
        var services = new ServiceCollection();
        services.Configure<ApiOptions>(api => api.Development = development);
        SecureCookies.Add(services);
        using var provider = services.BuildServiceProvider();
        var signIn = provider.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(PagesSignIn.ProviderScheme);

        Assert.Equal(
            [expected, expected, expected, expected],
            [
                provider.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(PagesSignIn.Scheme).Cookie.SecurePolicy,
                provider.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.SecurePolicy,
                signIn.CorrelationCookie.SecurePolicy,
                signIn.NonceCookie.SecurePolicy,
            ]
        );
    }

    [Theory]
    [InlineData(false, "http", true)]
    [InlineData(true, "https", true)]
    [InlineData(true, "http", false)]
    public void So_is_the_one_of_the_language(bool development, string scheme, bool expected)
    {
        var context = new DefaultHttpContext { Request = { Scheme = scheme } };
        Assert.Equal(expected, SecureCookies.IsSecure(context, new ApiOptions { Development = development }));
    }
}
