using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Grid.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Api.Hosting;

/// <summary>
/// Limits how often one address gets what needs no token (<see cref="LimitedByAddress"/>). How many requests run in parallel is in
/// <see cref="Turns"/>.
/// </summary>
internal sealed class AddressLimit : IDisposable
{
    /// <summary>The name of the limit in <c>RateLimit</c>.</summary>
    public const string Name = "address";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<HttpContext> limiter;
    private readonly int burst;

    public AddressLimit(IOptions<ApiOptions> options)
    {
        var perSecond = options.Value.AnonymousPerSecond;
        burst = perSecond * 2;
        limiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetTokenBucketLimiter(RateLimits.SourceOf(context), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = burst,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = Period,
                QueueLimit = 0,
            })
        );
    }

    /// <summary>Counts the request; a problem when its address has sent too many.</summary>
    public void Take(HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(context);

        // Of a token bucket that refills, so many in the time that it takes to be full again.
        RateLimits.Say(
            context.Response,
            Name,
            new RateState(burst, Period * 2, limiter.GetStatistics(context)?.CurrentAvailablePermits ?? 0, Period)
        );
        if (lease.IsAcquired)
            return;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        throw new Problem(ProblemCatalogue.TooManyRequests)
        {
            RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
        }.AsException();
    }

    public void Dispose() => limiter.Dispose();
}

/// <summary>How far a caller is from a limit.</summary>
/// <param name="Quota">Requests that are allowed within the window.</param>
/// <param name="Window">The window.</param>
/// <param name="Left">Of them, those that are left.</param>
/// <param name="Reset">After this there are more.</param>
internal sealed record RateState(long Quota, TimeSpan Window, long Left, TimeSpan Reset);

/// <summary>On a route: each client's address may ask for it only so often.</summary>
internal sealed class LimitedByAddress
{
    public static readonly LimitedByAddress Instance = new();
}

/// <summary>The limits on how often something may be asked for, and the headers that tell of them.</summary>
internal static class RateLimits
{
    /// <summary>What the limits are: <c>"search";q=300;w=3600</c>, requests and seconds.</summary>
    public const string PolicyHeader = "RateLimit-Policy";

    /// <summary>How far the caller is from them: <c>"search";r=299;t=600</c>, requests left, and seconds until there are more.</summary>
    public const string StateHeader = "RateLimit";

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddSingleton<AddressLimit>();

    /// <summary>Runs once the route is known.</summary>
    public static void UseAddressLimit(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.GetEndpoint()?.Metadata.GetMetadata<LimitedByAddress>() is not null)
                    context.RequestServices.GetRequiredService<AddressLimit>().Take(context);
                return next(context);
            }
        );

    /// <summary>The route is limited for each client's address.</summary>
    public static RouteHandlerBuilder LimitedByAddress(this RouteHandlerBuilder route) =>
        route.WithMetadata(Hosting.LimitedByAddress.Instance);

    /// <summary>
    /// Puts a limit into the headers of the answer (draft-ietf-httpapi-ratelimit-headers); a route that has several gets an item for each.
    /// </summary>
    public static void Say(HttpResponse response, string name, RateState state)
    {
        var (window, reset) = (Seconds(state.Window), Seconds(state.Reset));
        response.Headers.Append(PolicyHeader, string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={state.Quota};w={window}"));
        response.Headers.Append(
            StateHeader,
            string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={Math.Max(0, state.Left)};t={reset}")
        );
    }

    /// <summary>The client's address; of IPv6 the network, since one client has all of it.</summary>
    public static string SourceOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static long Seconds(TimeSpan time) => Math.Max(0, (long)Math.Ceiling(time.TotalSeconds));
}
