using Grid.Api.Hosting;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Settings;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace Grid.Silo.Notices;

/// <summary>Registers the gateway, if an address is configured.</summary>
public static class SmsServices
{
    public static IServiceCollection AddGridSms(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services
            .AddCheckedOptions<SmsOptions>(configuration, SmsOptions.Section, options => options.BaseAddress is not null)
            .Configure(options => options.BaseAddress ??= AddressOf(configuration));
        if ((configuration.GetSection(SmsOptions.Section)[nameof(SmsOptions.BaseAddress)] ?? AddressOf(configuration)) is null)
            return services;

        services.AddSingleton<IMessageSender, HttpMessageSender>();
        services
            .AddHttpClient(HttpMessageSender.Client, (provider, client) =>
            {
                var options = provider.GetRequiredService<IOptions<SmsOptions>>().Value;
                client.BaseAddress = new Uri(options.BaseAddress!.TrimEnd('/') + "/");
                client.Timeout = Timeout.InfiniteTimeSpan; // The pipeline below has its own.
                if (options.KeyFile is { } file)
                    client.DefaultRequestHeaders.Add(options.KeyHeader, File.ReadAllText(file).Trim());
            })
            .ConfigurePrimaryHttpMessageHandler(OutwardCalls.Handler)
            .RemoveAllLoggers()
            .AddStandardResilienceHandler()
            .Configure((resilience, provider) => Set(resilience, provider.GetRequiredService<IOptions<SmsOptions>>().Value));
        return services;
    }

    private static string? AddressOf(IConfiguration configuration) =>
        configuration["GRID_SMS_URL"] is { } address && !string.IsNullOrWhiteSpace(address) ? address.Trim() : null;

    private static void Set(HttpStandardResilienceOptions resilience, SmsOptions options)
    {
        resilience.AttemptTimeout.Timeout = options.AttemptTimeout;
        resilience.TotalRequestTimeout.Timeout = (options.AttemptTimeout + TimeSpan.FromSeconds(2)) * (options.Retries + 1);
        resilience.Retry.BackoffType = DelayBackoffType.Exponential;
        resilience.Retry.UseJitter = true;
        resilience.Retry.Delay = TimeSpan.FromMilliseconds(200);
        resilience.Retry.MaxRetryAttempts = Math.Max(1, options.Retries);
        if (options.Retries == 0)
            resilience.Retry.ShouldHandle = static _ => ValueTask.FromResult(false);

        // Half of at least twenty attempts failed within the time: no call is made for ten seconds.
        resilience.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(Math.Max(30, 2 * options.AttemptTimeout.TotalSeconds));
        resilience.CircuitBreaker.MinimumThroughput = 20;
        resilience.CircuitBreaker.FailureRatio = 0.5;
        resilience.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(10);
    }
}
