using System.Globalization;
using Grid.Api.Hosting;
using Grid.Console.Hosting;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Grid.Console.SignIn;

/// <summary>
/// OpenID Connect's code flow (with PKCE) against the province's identity provider. The access token that comes with it goes into the encrypted cookie; the session ends with it.
/// </summary>
internal static class ProviderSignIn
{
    public static void Configure(OpenIdConnectOptions provider, ApiOptions api, ConsoleOptions console)
    {
        provider.SignInScheme = PagesSignIn.Scheme;
        provider.Authority = api.Authority;
        provider.ClientId = console.ClientId;
        provider.ClientSecret = string.IsNullOrEmpty(console.ClientSecretFile) ? null : File.ReadAllText(console.ClientSecretFile).Trim();
        provider.RequireHttpsMetadata = !api.Development;
        provider.ResponseType = OpenIdConnectResponseType.Code;
        provider.ResponseMode = OpenIdConnectResponseMode.Query;
        provider.UsePkce = true;
        provider.MapInboundClaims = false;
        provider.SaveTokens = false;
        provider.CallbackPath = "/console/signed-in";
        provider.CorrelationCookie.SameSite = SameSiteMode.Lax;
        provider.NonceCookie.SameSite = SameSiteMode.Lax;
        foreach (var cookie in new[] { provider.CorrelationCookie, provider.NonceCookie })
            cookie.SecurePolicy = api.Development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        provider.Scope.Clear();
        foreach (var scope in console.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("openid").Distinct())
            provider.Scope.Add(scope);
        provider.TokenValidationParameters.NameClaimType = "name";
        provider.TokenValidationParameters.RoleClaimType = "role";
        provider.Events = new OpenIdConnectEvents
        {
            OnTokenValidated = context =>
            {
                Take(context);
                return Task.CompletedTask;
            },
            OnRemoteFailure = context =>
            {
                // Refused, given up, or too old: from the start, without the provider's words.
                context.HandleResponse();
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return PlainPage.WriteAsync(context.HttpContext, StatusCodes.Status400BadRequest);
            },
        };
    }

    /// <summary>The user is whom the access token names, since the API judges by it.</summary>
    private static void Take(TokenValidatedContext context)
    {
        if (context.TokenEndpointResponse is not { AccessToken: { Length: > 0 } token } response)
        {
            context.Fail("The provider gave no access token.");
            return;
        }

        var claims = context.Principal!.Claims.ToList();
        if (new JsonWebTokenHandler { MapInboundClaims = false }.CanReadToken(token))
        {
            var read = new JsonWebToken(token);
            claims = [.. read.Claims, .. claims.Where(claim => !read.Claims.Any(other => other.Type == claim.Type))];
        }

        context.Principal = PagesSignIn.Principal(token, claims);
        var seconds = int.TryParse(response.ExpiresIn, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 300;
        context.Properties!.ExpiresUtc = RealClock.Now.AddSeconds(seconds);
        context.Properties.AllowRefresh = false;
    }

    /// <summary>Puts the options together when they are first needed.</summary>
    public sealed class Setup(IOptions<ApiOptions> api, IOptions<ConsoleOptions> console) : IConfigureNamedOptions<OpenIdConnectOptions>
    {
        public void Configure(string? name, OpenIdConnectOptions options)
        {
            if (name == PagesSignIn.ProviderScheme)
                ProviderSignIn.Configure(options, api.Value, console.Value);
        }

        public void Configure(OpenIdConnectOptions options) => Configure(Options.DefaultName, options);
    }
}
