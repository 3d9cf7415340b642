using Grid.Api.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Console.SignIn;

/// <summary>
/// Every cookie of the pages is for TLS alone. In development, where there may be none, that depends on the request.
/// </summary>
internal static class SecureCookies
{
    public static void Add(IServiceCollection services)
    {
        services
            .AddOptions<CookieAuthenticationOptions>(PagesSignIn.Scheme)
            .Configure<IOptions<ApiOptions>>((cookies, api) => cookies.Cookie.SecurePolicy = PolicyOf(api.Value));
        services
            .AddOptions<AntiforgeryOptions>()
            .Configure<IOptions<ApiOptions>>((forms, api) => forms.Cookie.SecurePolicy = PolicyOf(api.Value));
        services
            .AddOptions<OpenIdConnectOptions>(PagesSignIn.ProviderScheme)
            .Configure<IOptions<ApiOptions>>(
                (provider, api) => provider.CorrelationCookie.SecurePolicy = provider.NonceCookie.SecurePolicy = PolicyOf(api.Value)
            );
    }

    /// <summary>For a cookie that we write ourselves.</summary>
    public static bool IsSecure(HttpContext context, ApiOptions api) => !api.Development || context.Request.IsHttps;

    private static CookieSecurePolicy PolicyOf(ApiOptions api) =>
        api.Development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
}
