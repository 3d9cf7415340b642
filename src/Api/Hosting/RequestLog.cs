using Grid.Api.Problems;
using Grid.Api.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Grid.Api.Hosting;

/// <summary>One line a request: the route's pattern, never the address; no subject, no name, no number.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger, TimeProvider clock)
{
    private static readonly string[] Methods =
    [
        HttpMethods.Get,
        HttpMethods.Post,
        HttpMethods.Put,
        HttpMethods.Patch,
        HttpMethods.Delete,
        HttpMethods.Head,
        HttpMethods.Options,
    ];

    public async Task InvokeAsync(HttpContext context)
    {
        var start = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var endpoint = context.GetEndpoint();
            Done(
                MethodOf(context.Request),
                (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "-",
                endpoint?.Metadata.GetMetadata<Operation>()?.Name ?? "-",
                context.Features.Get<Caller>()?.Actor.Role.ToString() ?? "-",
                context.Response.StatusCode,
                clock.GetElapsedTime(start).TotalMilliseconds,
                ProblemBody.TraceIdOf(context)
            );
        }
    }

    /// <summary>Kestrel takes any word for a method.</summary>
    private static string MethodOf(HttpRequest request) =>
        Methods.FirstOrDefault(known => HttpMethods.Equals(known, request.Method)) ?? "?";

    [LoggerMessage(1, LogLevel.Information, "{Method} {Route} ({Operation}) by {Role}: {Status} in {Milliseconds:F1} ms, trace {Trace}")]
    private partial void Done(string method, string route, string operation, string role, int status, double milliseconds, string trace);
}
