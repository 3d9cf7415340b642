using Microsoft.AspNetCore.Http;

namespace Grid.Console.Hosting;

/// <summary>Which addresses are pages and what belongs to them.</summary>
internal static class PagePaths
{
    /// <summary>
    /// Of the console itself: its headers, its errors and its sign-in hold here, and its errors for the Orleans dashboard too.
    /// </summary>
    public static bool IsConsole(PathString path) =>
        path.StartsWithSegments("/console", StringComparison.Ordinal)
        || path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
        || path.StartsWithSegments("/dashboard", StringComparison.Ordinal)
        || path.StartsWithSegments("/_framework", StringComparison.Ordinal)
        || path.StartsWithSegments("/_content", StringComparison.Ordinal);
}
