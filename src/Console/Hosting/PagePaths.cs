using Microsoft.AspNetCore.Http;

namespace Grid.Console.Hosting;

/// <summary>Which addresses are pages and what belongs to them.</summary>
internal static class PagePaths
{
    /// <summary>
    /// Of the console itself: its headers, its errors and its sign-in hold here, and its errors for the Orleans dashboard too.
    /// </summary>
    public static bool IsConsole(PathString path) =>
        path.StartsWithSegments("/console", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/dashboard", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/_framework", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/_content", StringComparison.OrdinalIgnoreCase);
}
