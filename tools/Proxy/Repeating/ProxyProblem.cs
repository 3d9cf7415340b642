namespace Grid.Proxy.Repeating;

/// <summary>The answer when no process gave one, in the form of the API's own problems.</summary>
internal static class ProxyProblem
{
    public static async Task WriteAsync(HttpContext context)
    {
        var request = context.Request;
        var mayBeDone =
            !RepeatRules.WasNeverSent(context.GetForwarderErrorFeature())
            && !HttpMethods.IsGet(request.Method)
            && !HttpMethods.IsHead(request.Method);
        var code = mayBeDone ? "outcome-unknown" : "unavailable";
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "2";
        context.Response.Headers.CacheControl = "no-store";
        if (mayBeDone && RepeatRules.HasKey(request))
            context.Response.Headers.Location = "/v1/commands/" + Uri.EscapeDataString(request.Headers["Idempotency-Key"].ToString());
        await context.Response.WriteAsJsonAsync(
            new
            {
                type = "/problems/" + code,
                title = mayBeDone
                    ? "结果尚不确定 / The outcome is not known"
                    : "系统暂时不可用 / The register is not available at the moment",
                status = StatusCodes.Status503ServiceUnavailable,
                detail = mayBeDone ? "请用同一 Idempotency-Key 重试。 / Repeat with the same key." : "请稍后重试。 / Repeat later.",
                code,
                retryAfter = 2,
            },
            options: null,
            "application/problem+json",
            CancellationToken.None
        );
    }
}
