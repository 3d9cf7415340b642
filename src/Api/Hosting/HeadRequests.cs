using Microsoft.AspNetCore.Http;

namespace Grid.Api.Hosting;

/// <summary>
/// HEAD wherever there is GET: the same is done, put on the access log and counted, and answered with the same headers. The server leaves
/// out the body.
/// </summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                var response = (HttpResponse)state;
                if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
                    response.Headers.Allow = WithHead(response.Headers.Allow.ToString());
                return Task.CompletedTask;
            },
            context.Response
        );
        var isHead = HttpMethods.IsHead(context.Request.Method);
        if (isHead)
            context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            if (isHead)
                context.Request.Method = HttpMethods.Head;
        }
    }

    private static string WithHead(string allowed)
    {
        var methods = allowed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head) ? $"{allowed}, {HttpMethods.Head}" : allowed;
    }
}
