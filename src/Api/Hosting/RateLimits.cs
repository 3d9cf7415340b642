using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Grid.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Api.Hosting;

/// <summary>Limits how often one address gets what needs no token. How many requests run in parallel is in <see cref="Turns"/>.</summary>
internal static class RateLimits
{
    public const string Anonymous = "anonymous";

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ApiOptions>>(Configure);
        return services;
    }

    private static void Configure(RateLimiterOptions limiter, IOptions<ApiOptions> api)
    {
        var options = api.Value;
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
            await ProblemWriter.WriteAsync(
                rejected.HttpContext,
                new Problem(ProblemCatalogue.TooManyRequests) { RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) }
            );
        };
        limiter.AddPolicy(Anonymous, context =>
            RateLimitPartition.GetTokenBucketLimiter(SourceOf(context), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.AnonymousPerSecond * 2,
                TokensPerPeriod = options.AnonymousPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            })
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
}
