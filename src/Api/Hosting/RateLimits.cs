using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Grid.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Api.Hosting;

/// <summary>Limits how much of the API one client gets, and how many requests run in parallel.</summary>
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
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
                ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds))
                : RandomNumberGenerator.GetInt32(1, 4); // Not all at the same moment again.
            await ProblemWriter.WriteAsync(rejected.HttpContext, new Problem(ProblemCatalogue.TooManyRequests) { RetryAfter = wait });
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
                ? RateLimitPartition.GetConcurrencyLimiter("v1", _ => new ConcurrencyLimiterOptions
                {
                    PermitLimit = options.Concurrency,
                    QueueLimit = options.Queue,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                })
                : RateLimitPartition.GetNoLimiter("")
        );
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
