using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Hosting;
using Grid.Api.Security;
using Grid.Console.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Grid.Console.SignIn;

/// <summary>
/// OpenID Connect's code flow (with PKCE) against the province's identity provider. The access token that comes with it goes into the
/// encrypted cookie; the session ends with it.
/// </summary>
internal static partial class ProviderSignIn
{
    public static void Configure(OpenIdConnectOptions provider, ApiOptions api, ConsoleOptions console, ProviderKeys keys)
    {
        provider.SignInScheme = PagesSignIn.Scheme;
        provider.Authority = api.Authority;
        provider.ClientId = console.ClientId;
        provider.ClientSecret = string.IsNullOrEmpty(console.ClientSecretFile) ? null : File.ReadAllText(console.ClientSecretFile).Trim();
        provider.RequireHttpsMetadata = !api.Development;
        provider.ConfigurationManager = keys;
        provider.TokenHandler = new ProviderTokens(keys);
        provider.RefreshOnIssuerKeyNotFound = false;
        provider.BackchannelHttpHandler = OutwardCalls.Handler();
        provider.BackchannelTimeout = 2 * api.AuthorityTimeout;
        provider.ResponseType = OpenIdConnectResponseType.Code;
        provider.ResponseMode = OpenIdConnectResponseMode.Query;
        provider.UsePkce = true;
        provider.MapInboundClaims = false;
        provider.SaveTokens = false;
        provider.CallbackPath = "/console/signed-in";
        SignInCookies.Name(provider);
        provider.CorrelationCookie.SameSite = SameSiteMode.Lax;
        provider.NonceCookie.SameSite = SameSiteMode.Lax;
        provider.Scope.Clear();
        foreach (var scope in console.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("openid").Distinct())
            provider.Scope.Add(scope);
        provider.TokenValidationParameters.NameClaimType = "name";
        provider.TokenValidationParameters.RoleClaimType = "role";
        provider.Events = new OpenIdConnectEvents
        {
            OnTokenValidated = async context =>
            {
                Take(context);
                if (context.Result is null)
                    await LogOf(context.HttpContext).SignedInAsync(context.HttpContext, context.Principal!);
            },
            OnRemoteFailure = async context =>
            {
                // Refused, given up, too old, or no answer: from the start, without the provider's words.
                context.HandleResponse();
                var log = context.HttpContext.RequestServices.GetRequiredService<ILogger<Setup>>();
                Failed(log, context.Failure?.GetType().Name ?? "-", context.Failure?.InnerException?.GetType().Name ?? "-");
                if (IsOutage(context.Failure))
                {
                    await PlainPage.WriteOutageAsync(context.HttpContext);
                    return;
                }

                await LogOf(context.HttpContext).FailedAsync(context.HttpContext);
                await PlainPage.WriteAsync(context.HttpContext, StatusCodes.Status400BadRequest);
            },
        };
    }

    private static SignInLog LogOf(HttpContext context) => context.RequestServices.GetRequiredService<SignInLog>();

    /// <summary>Whether the provider did not answer, rather than say no.</summary>
    private static bool IsOutage(Exception? error) =>
        error switch
        {
            null => false,
            ProviderUnavailableException
            or HttpRequestException { StatusCode: null or >= System.Net.HttpStatusCode.InternalServerError }
            or TimeoutException
            or TaskCanceledException => true,
            _ => IsOutage(error.InnerException),
        };

    [LoggerMessage(1, LogLevel.Warning, "A sign-in to the pages failed: {Error} ({Cause})")]
    private static partial void Failed(ILogger logger, string error, string cause);

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

        // To sign out there. It stays in the cookie: the pages' connections do not have it.
        if (response.IdToken is { Length: > 0 } identity)
            context.Properties.StoreTokens([new AuthenticationToken { Name = OpenIdConnectParameterNames.IdToken, Value = identity }]);
    }

    /// <summary>Puts the options together when they are first needed.</summary>
    public sealed class Setup(IOptions<ApiOptions> api, IOptions<ConsoleOptions> console, ProviderKeys keys)
        : IConfigureNamedOptions<OpenIdConnectOptions>
    {
        public void Configure(string? name, OpenIdConnectOptions options)
        {
            if (name == PagesSignIn.ProviderScheme)
                ProviderSignIn.Configure(options, api.Value, console.Value, keys);
        }

        public void Configure(OpenIdConnectOptions options) => Configure(Options.DefaultName, options);
    }
}
