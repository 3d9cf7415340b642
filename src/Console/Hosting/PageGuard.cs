using Grid.Api.Hosting;
using Grid.Api.Security;
using Grid.Console.SignIn;
using Grid.Console.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Console.Hosting;

/// <summary>
/// The outermost step of the pages: their headers, the choice of language, and a page instead of a bare status or a stack.
/// </summary>
internal sealed partial class PageGuard(RequestDelegate next, IOptions<ApiOptions> api, ProviderSignOut provider, ILogger<PageGuard> logger)
{
    /// <summary>
    /// Everything is served by this host. Elements have inline styles too, because the charts set them. Forms come last: the one that signs out
    /// leads on to the identity provider.
    /// </summary>
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

    public async Task InvokeAsync(HttpContext context)
    {
        var isConsole = context.Request.Path.StartsWithSegments("/console", StringComparison.OrdinalIgnoreCase);
        var isPage = isConsole || BrowserPaths.IsOne(context);
        if (isConsole)
            Prepare(context);
        try
        {
            await next(context);
            if (isPage && !context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentType: null })
                await PlainPage.WriteAsync(context, context.Response.StatusCode);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The browser is gone; no answer is needed.
        }
        catch (ProviderUnavailableException) when (isPage && !context.Response.HasStarted)
        {
            context.Response.Clear();
            if (isConsole)
                Prepare(context);
            await PlainPage.WriteOutageAsync(context);
        }
        catch (Exception error) when (isPage && !context.Response.HasStarted)
        {
            // Not the exception's text: it may quote the request.
            Failed(error.GetType().Name, error.StackTrace);
            context.Response.Clear();
            if (isConsole)
                Prepare(context);
            await PlainPage.WriteAsync(
                context,
                error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError
            );
        }
    }

    private void Prepare(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = provider.Origin is { } there ? $"{Policy} {there}" : Policy;
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (context.Request.Query.ContainsKey(UiLanguage.Query))
        {
            context.Response.Cookies.Append(
                UiLanguage.Cookie,
                UiLanguage.For(context.Request).Tag,
                new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = SecureCookies.IsSecure(context, api.Value),
                    MaxAge = TimeSpan.FromDays(365),
                    IsEssential = true,
                }
            );
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A page failed: {Error} at {Stack}")]
    private partial void Failed(string error, string? stack);
}
