using Grid.Api.Hosting;
using Grid.Api.Security;
using Grid.Console.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Grid.Console.SignIn;

/// <summary>
/// Signing out at the province's identity provider too (OpenID Connect RP-Initiated Logout 1.0): else the next one at the browser is signed in
/// again without a password. A provider need not offer it.
/// </summary>
internal sealed class ProviderSignOut(ProviderKeys keys, IOptions<ApiOptions> api, IOptions<ConsoleOptions> console)
{
    /// <summary>Where browsers come back to. It is to be registered with the provider.</summary>
    public const string SignedOutPath = "/console/signed-out";

    /// <summary>Scheme, host and port of the provider's page; null where there is none. The form that signs out leads there.</summary>
    public string? Origin => EndpointOf(keys.Known, api.Value.Development) is { } endpoint ? OriginOf(endpoint) : null;

    /// <summary>
    /// Where the browser goes to sign out there and come back; null where the provider offers nothing, or does not answer at present.
    /// </summary>
    /// <param name="request">Whose address it comes back to.</param>
    /// <param name="session">With the identity token of the sign-in; null where it is not known.</param>
    public string? AddressFor(HttpRequest request, AuthenticationProperties? session)
    {
        if (keys.Outage > TimeSpan.Zero || EndpointOf(keys.Known, api.Value.Development) is not { } endpoint)
            return null;
        return QueryHelpers.AddQueryString(
            endpoint.AbsoluteUri,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [OpenIdConnectParameterNames.IdTokenHint] = session?.GetTokenValue(OpenIdConnectParameterNames.IdToken),
                [OpenIdConnectParameterNames.ClientId] = console.Value.ClientId,
                [OpenIdConnectParameterNames.PostLogoutRedirectUri] = $"{request.Scheme}://{request.Host}{SignedOutPath}",
            }
        );
    }

    internal static string OriginOf(Uri endpoint) => endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>The provider's page; null unless it has one that is reached by TLS, outside development.</summary>
    internal static Uri? EndpointOf(OpenIdConnectConfiguration? provider, bool development) =>
        Uri.TryCreate(provider?.EndSessionEndpoint, UriKind.Absolute, out var endpoint)
        && (endpoint.Scheme == Uri.UriSchemeHttps || (development && endpoint.Scheme == Uri.UriSchemeHttp))
            ? endpoint
            : null;
}
