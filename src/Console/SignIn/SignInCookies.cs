using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;

namespace Grid.Console.SignIn;

/// <summary>
/// The two cookies of each sign-in that is under way. One that is given up leaves them behind for a quarter of an hour; only the latest few
/// are kept, else the browser's requests would grow until no server takes them.
/// </summary>
internal static class SignInCookies
{
    /// <summary>Sign-ins of one browser that may be under way at the same time, besides the one that begins.</summary>
    public const int Kept = 4;

    private const string Correlation = "grid-sign-in-c.";
    private const string Nonce = "grid-sign-in-n.";

    /// <summary>
    /// Seen by the address where a sign-in begins as well as by the one where it ends: who cannot see them cannot remove them.
    /// </summary>
    private const string Path = "/console";

    public static void Name(OpenIdConnectOptions provider)
    {
        (provider.CorrelationCookie.Name, provider.NonceCookie.Name) = (Correlation, Nonce);
        provider.CorrelationCookie.Path = provider.NonceCookie.Path = Path;
    }

    /// <summary>Removes all but the latest ones. Browsers send older cookies first.</summary>
    public static void RemoveOld(HttpContext context)
    {
        foreach (var prefix in (string[])[Correlation, Nonce])
        {
            foreach (
                var name in context.Request.Cookies.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).SkipLast(Kept)
            )
            {
                context.Response.Cookies.Delete(
                    name,
                    new CookieOptions
                    {
                        Path = Path,
                        Secure = context.Request.IsHttps,
                        HttpOnly = true,
                        SameSite = SameSiteMode.Lax,
                    }
                );
            }
        }
    }
}
