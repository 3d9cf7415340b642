using System.Collections.Frozen;
using System.Text;
using Grid.Api.Hosting;
using Grid.Domain.Persons;
using Grid.Domain.Platform;
using Grid.Grains;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Settings;
using Grid.Grains.Platform;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace Grid.Silo.Platform;

/// <summary>Registers the platform's transport, if an address is configured, and the sync.</summary>
public static class PlatformServices
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(300);

    /// <summary>For silos; to be called after Orleans is added.</summary>
    public static IServiceCollection AddGridPlatform(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        if (isDevelopment)
        {
            services.Configure<PlatformSyncOptions>(options =>
                (options.Interval, options.PullInterval, options.ReconcileInterval) = (
                    TimeSpan.FromSeconds(1),
                    TimeSpan.FromSeconds(3),
                    TimeSpan.FromSeconds(30)
                )
            );
        }

        services.AddGridPlatformTransport(configuration);
        return services.AddGridPlatformSync(configuration);
    }

    /// <summary>Kinds of items that are reported by hand: those of the table of fields, and those of <c>Grid:Platform:ByHand</c>.</summary>
    public static IReadOnlySet<PlatformItemKind> ByHand(IConfiguration configuration, PlatformFields fields)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(fields);
        var options = new PlatformSyncOptions();
        configuration.GetSection(PlatformSyncOptions.Section).Bind(options);
        return options.ByHand.Concat(fields.ByHand).ToFrozenSet();
    }

    /// <summary>The transport alone. A province that signs otherwise registers its own <see cref="IRequestSigner"/> before.</summary>
    public static IServiceCollection AddGridPlatformTransport(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(PlatformConnectionOptions.Section);
        services
            .AddCheckedOptions<PlatformConnectionOptions>(configuration, PlatformConnectionOptions.Section, options =>
                options.BaseAddress is not null
            )
            .Configure(options => options.BaseAddress ??= AddressOf(configuration));
        if ((section[nameof(PlatformConnectionOptions.BaseAddress)] ?? AddressOf(configuration)) is null)
            return services;

        if (section[nameof(PlatformConnectionOptions.SigningKeyFile)] is not null)
            services.TryAddSingleton<IRequestSigner>(provider => SignerOf(Settings(provider)));
        services.AddSingleton<IPlatformTransport, HttpPlatformTransport>();
        AddClient(services, HttpPlatformTransport.ReadingClient, repeats: true);
        AddClient(services, HttpPlatformTransport.UploadingClient, repeats: false);
        return services;
    }

    /// <summary>The longest sum of all waits between attempts, jitter included.</summary>
    internal static TimeSpan Waits(PlatformConnectionOptions options) => FirstWait * (2 << options.Retries);

    private static void AddClient(IServiceCollection services, string name, bool repeats)
    {
        var client = services.AddHttpClient(name, (provider, http) =>
        {
            http.BaseAddress = new Uri(Settings(provider).BaseAddress!.TrimEnd('/') + "/");
            http.Timeout = Timeout.InfiniteTimeSpan; // The pipeline and the transport have their own.
        });
        client.ConfigurePrimaryHttpMessageHandler(provider =>
        {
            var handler = OutwardCalls.Handler();
            handler.MaxConnectionsPerServer = Settings(provider).Connections;
            handler.SslOptions = PlatformCertificates.Of(Settings(provider));
            return handler;
        });
        client
            .RemoveAllLoggers()
            .AddStandardResilienceHandler()
            .Configure((resilience, provider) => Set(resilience, Settings(provider), repeats));
        client.AddHttpMessageHandler(provider => new SigningHandler(
            provider.GetService<IRequestSigner>(),
            provider.GetRequiredService<TimeProvider>()
        ));
    }

    private static void Set(HttpStandardResilienceOptions resilience, PlatformConnectionOptions options, bool repeats)
    {
        resilience.AttemptTimeout.Timeout = options.AttemptTimeout;
        resilience.TotalRequestTimeout.Timeout = (options.AttemptTimeout * (options.Retries + 1)) + Waits(options);
        resilience.Retry.BackoffType = DelayBackoffType.Exponential;
        resilience.Retry.UseJitter = true;
        resilience.Retry.Delay = FirstWait;
        resilience.Retry.MaxRetryAttempts = Math.Max(1, options.Retries);
        if (!repeats || options.Retries == 0)
            resilience.Retry.ShouldHandle = static _ => ValueTask.FromResult(false);

        // Half of at least ten attempts failed within the time: no call is made for a few seconds.
        resilience.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(Math.Max(30, 2 * options.AttemptTimeout.TotalSeconds));
        resilience.CircuitBreaker.MinimumThroughput = 10;
        resilience.CircuitBreaker.FailureRatio = 0.5;
        resilience.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);
    }

    private static PlatformConnectionOptions Settings(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<PlatformConnectionOptions>>().Value;

    private static HmacSha256Signer SignerOf(PlatformConnectionOptions options) =>
        new(Encoding.UTF8.GetBytes(File.ReadAllText(options.SigningKeyFile!).Trim()));

    private static string? AddressOf(IConfiguration configuration) =>
        configuration["GRID_PLATFORM_URL"] is { } address && !string.IsNullOrWhiteSpace(address) ? address.Trim() : null;
}
