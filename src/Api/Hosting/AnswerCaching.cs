using System.Security.Cryptography;
using Grid.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Grid.Api.Hosting;

/// <summary>
/// What caches may keep. Nothing of the API (<c>no-store</c>), so that no route can forget it; but what a route declares as reference data
/// (<see cref="ReferenceAnswer"/>), the same for every caller: that has an entity tag, and whoever has it already gets 304.
/// </summary>
internal sealed class AnswerCaching(RequestDelegate next)
{
    private static readonly PathString[] Roots = ["/v1", "/problems", "/openapi"];

    public Task InvokeAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<ReferenceAnswer>() is { } reference)
            return AnswerAsync(context, reference);

        if (metadata?.GetMetadata<Operation>() is not null || Roots.Any(root => IsBelow(context, root)))
        {
            context.Response.OnStarting(
                static state =>
                {
                    var headers = ((HttpResponse)state).Headers;
                    if (headers.CacheControl.Count == 0)
                        headers.CacheControl = "no-store";
                    return Task.CompletedTask;
                },
                context.Response
            );
        }

        return next(context);
    }

    private static bool IsBelow(HttpContext context, PathString root) =>
        context.Request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase);

    /// <summary>The answer is kept back until its entity tag is known.</summary>
    private async Task AnswerAsync(HttpContext context, ReferenceAnswer reference)
    {
        var response = context.Response;
        var outer = response.Body;
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = outer;
        }

        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        if (response.StatusCode != StatusCodes.Status200OK)
        {
            if (response.Headers.CacheControl.Count == 0)
                response.Headers.CacheControl = "no-store";
            await outer.WriteAsync(bytes, context.RequestAborted);
            return;
        }

        // Of what can be changed the route tells the version, for If-Match. Otherwise weak: the same data compressed are other bytes.
        if (response.Headers.ETag.Count == 0)
            response.Headers.ETag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span))[..32]}\"";
        var tag = EntityTagHeaderValue.Parse(response.Headers.ETag.ToString());
        response.Headers.CacheControl = reference.CacheControl;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Tag == "*"))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.ContentType = null;
            response.ContentLength = null;
            return;
        }

        response.ContentLength = bytes.Length;
        await outer.WriteAsync(bytes, context.RequestAborted);
    }
}

/// <summary>On a route: its answer is reference data, which is the same for every caller and names no person.</summary>
/// <param name="CacheControl">For how long caches may give it without asking.</param>
internal sealed record ReferenceAnswer(string CacheControl)
{
    /// <summary>It comes with a release of the register: an hour.</summary>
    public static readonly ReferenceAnswer OfRelease = new("public, max-age=3600");

    /// <summary>It may change on any day: whoever has it asks each time, and gets 304.</summary>
    public static readonly ReferenceAnswer OfToday = new("public, no-cache");
}

/// <summary>How a table of routes says what is reference data.</summary>
internal static class ReferenceRoutes
{
    /// <summary>Reference data that come with a release.</summary>
    public static RouteHandlerBuilder ComesWithRelease(this RouteHandlerBuilder route) => route.WithMetadata(ReferenceAnswer.OfRelease);

    /// <summary>Reference data that may change while the register runs.</summary>
    public static RouteHandlerBuilder MayChange(this RouteHandlerBuilder route) => route.WithMetadata(ReferenceAnswer.OfToday);
}
