using System.Diagnostics.Metrics;
using System.Security.Claims;
using System.Security.Cryptography;
using Grid.Api.Problems;
using Grid.Api.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Grid.Api.Hosting;

/// <summary>
/// Lets each request to the API begin in its caller's turn (<see cref="FairQueue"/>). Runs once the token has been checked, and before all
/// that costs more than that. One that is turned away, or whose time is up while it waits, gets 429: nothing of it was done.
/// </summary>
internal sealed class Turns(RequestDelegate next, TurnQueue queue)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsLimited(context))
        {
            await next(context);
            return;
        }

        var caller = CallerOf(context);
        var place = await queue.EnterAsync(caller, context.RequestAborted);
        if (place is null)
        {
            await ProblemWriter.WriteAsync(
                context,
                new Problem(ProblemCatalogue.TooManyRequests)
                {
                    RetryAfter = RandomNumberGenerator.GetInt32(1, 4), // Not all at the same moment again.
                }
            );
            return;
        }

        using var held = new HeldTurn(queue, caller, place);
        context.Features.Set(held);
        await next(context);
    }

    /// <summary>
    /// By what the router found, so that no way of writing an address is around the limit; and what it did not find under <c>/v1</c>, in
    /// capitals or not, as the router reads it.
    /// </summary>
    private static bool IsLimited(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not null
        || context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase);

    /// <summary>By its subject, whatever its other claims: a token that is refused later costs turns of its own caller.</summary>
    private static CallerKey CallerOf(HttpContext context) =>
        context.User is { Identity.IsAuthenticated: true } user
        && user.FindFirstValue("sub") is { Length: > 0 and <= Caller.LongestSubject } subject
            ? new CallerKey(subject, IsStranger: false)
            : new CallerKey(RateLimits.SourceOf(context), IsStranger: true);
}

/// <summary>The process's one queue, with its figures.</summary>
internal sealed class TurnQueue : IDisposable
{
    private readonly FairQueue queue;
    private readonly Meter meter = new("Grid.Api.Turns");
    private readonly Counter<long> turnedAway;

    public TurnQueue(IOptions<ApiOptions> options, TimeProvider clock)
    {
        var api = options.Value;
        var besideOthers = api.ConcurrencyBesideOthers > 0 ? api.ConcurrencyBesideOthers : Math.Max(2, Environment.ProcessorCount);
        queue = new FairQueue(
            new FairQueueLimits(api.Concurrency, api.ConcurrencyPerCaller, api.Queue)
            {
                PlacesBesideOthers = Math.Min(besideOthers, api.ConcurrencyPerCaller),
            },
            clock
        );
        meter.CreateObservableGauge("grid.api.waiting", () => queue.Waiting, "{request}", "Requests that wait for their caller's turn");
        turnedAway = meter.CreateCounter<long>(
            "grid.api.turned_away",
            "{request}",
            "Requests that were answered 429, because too many waited or their time was up while they waited"
        );
    }

    /// <summary>Requests that wait now.</summary>
    internal int Waiting => queue.Waiting;

    /// <summary>A place, or null for a request to be turned away.</summary>
    public async ValueTask<IDisposable?> EnterAsync(CallerKey caller, CancellationToken cancelled)
    {
        IDisposable? place = null;
        try
        {
            place = await queue.EnterAsync(caller, cancelled);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // Not "outcome unknown", as it would be later: it has not begun.
        }

        if (place is null)
            turnedAway.Add(1);
        return place;
    }

    public void Dispose() => meter.Dispose();
}
