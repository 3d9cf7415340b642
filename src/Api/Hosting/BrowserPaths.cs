using Microsoft.AspNetCore.Http;

namespace Grid.Api.Hosting;

/// <summary>Addresses beside the API that people look at in a browser: their errors are pages, not problems in JSON.</summary>
internal static class BrowserPaths
{
    private static readonly PathString[] Roots = ["/console", "/_blazor", "/_framework", "/_content"];

    public static bool IsOne(HttpContext context) =>
        Roots.Any(root => context.Request.Path.StartsWithSegments(root, StringComparison.Ordinal))
        || (
            context.Request.Path.StartsWithSegments("/dashboard", StringComparison.Ordinal)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        );
}
