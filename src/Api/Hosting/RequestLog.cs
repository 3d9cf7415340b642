using Grid.Api.Problems;
using Grid.Api.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Grid.Api.Hosting;

/// <summary>
/// One line a request: the route's pattern, never the address; no subject, no name, no number. At level Debug for what succeeded, which is
/// off unless asked for: the rates and durations of requests are in the metrics, and a line each costs a read a tenth of its time.
/// </summary>
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
            var level = LevelOf(context.Response.StatusCode);
            if (logger.IsEnabled(level))
                Write(level, context, clock.GetElapsedTime(start));
        }
    }

    private static LogLevel LevelOf(int status) =>
        status switch
        {
            < 400 => LogLevel.Debug,
            < 500 => LogLevel.Information,
            _ => LogLevel.Warning,
        };

    private void Write(LogLevel level, HttpContext context, TimeSpan duration)
    {
        var endpoint = context.GetEndpoint();
        Done(
            level,
            MethodOf(context.Request),
            (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "-",
            endpoint?.Metadata.GetMetadata<Operation>()?.Name ?? "-",
            context.Features.Get<Caller>()?.Actor.Role.ToString() ?? "-",
            context.Response.StatusCode,
            duration.TotalMilliseconds,
            ProblemBody.TraceIdOf(context)
        );
    }

    /// <summary>Kestrel takes any word for a method.</summary>
    private static string MethodOf(HttpRequest request) =>
        Methods.FirstOrDefault(known => HttpMethods.Equals(known, request.Method)) ?? "?";

    [LoggerMessage(EventId = 1, Message = "{Method} {Route} ({Operation}) by {Role}: {Status} in {Milliseconds:F1} ms, trace {Trace}")]
    private partial void Done(
        LogLevel level,
        string method,
        string route,
        string operation,
        string role,
        int status,
        double milliseconds,
        string trace
    );
}
