using Grid.Proxy.Hosting;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Grid.Proxy.Repeating;

/// <summary>
/// Sends a request to one process, and where that fails and <see cref="RepeatRules"/> allow it, to another one. The client sees one answer.
/// </summary>
internal sealed class RepeatingStep(RequestDelegate next, Attempts attempts)
{
    private static readonly object AttemptNumber = new();

    /// <summary>Whether another attempt of this request, which may have had an effect, is allowed.</summary>
    public static bool MayRepeat(HttpContext context) =>
        (int)context.Items[AttemptNumber]! < MostAttempts(context) && RepeatRules.IsHarmless(context.Request);

    public async Task InvokeAsync(HttpContext context)
    {
        var proxied = context.GetReverseProxyFeature();
        var clientGone = context.RequestAborted;
        if (RepeatRules.HasKey(context.Request))
            context.Request.EnableBuffering(bufferThreshold: ProxyHost.LargestBody); // In memory, never on disk.

        for (var number = 1; ; number++)
        {
            context.Items[AttemptNumber] = number;
            var attempt = attempts.Begin(proxied, clientGone);
            bool repeat;
            try
            {
                context.RequestAborted = attempt.Token;
                await next(context);
                repeat = MustRepeat(context, attempt) && !clientGone.IsCancellationRequested;
            }
            finally
            {
                context.RequestAborted = clientGone;
                attempts.End(attempt);
            }

            if (!repeat)
                break;
            Prepare(context, proxied);
        }

        if (!context.Response.HasStarted && context.GetForwarderErrorFeature() is not null && !clientGone.IsCancellationRequested)
            await ProxyProblem.WriteAsync(context);
    }

    private static bool MustRepeat(HttpContext context, Attempt attempt)
    {
        if (WithheldRefusals.IsWithheld(context))
            return true;
        if (context.Response.HasStarted || context.GetForwarderErrorFeature() is not { } error)
            return false;
        return RepeatRules.WasNeverSent(error)
            ? (int)context.Items[AttemptNumber]! < MostAttempts(context)
            : RepeatRules.WasLost(error, attempt) && MayRepeat(context);
    }

    private static int MostAttempts(HttpContext context) =>
        Math.Min(RepeatRules.MostAttempts, context.GetReverseProxyFeature().AllDestinations.Count);

    /// <summary>As if nothing had happened, but without the process that failed.</summary>
    private static void Prepare(HttpContext context, IReverseProxyFeature proxied)
    {
        var others = proxied.AvailableDestinations.Where(destination => destination != proxied.ProxiedDestination).ToList();
        proxied.AvailableDestinations =
            others.Count > 0 ? others : [.. proxied.AllDestinations.Where(destination => destination != proxied.ProxiedDestination)];
        proxied.ProxiedDestination = null;
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.Clear();
        if (context.Request.Body.CanSeek)
            context.Request.Body.Position = 0;
    }
}
