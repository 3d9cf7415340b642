using Grid.Api.Hosting;
using Grid.Grains;
using Grid.Grains.Interfaces.Settings;
using Grid.Grains.Interfaces.Systems;
using Microsoft.Extensions.Options;

namespace Grid.Silo.Systems;

/// <summary>Registers the ways to other systems of the province, as far as addresses are configured, and the sending.</summary>
public static class SystemServices
{
    /// <summary>For silos; to be called after Orleans is added.</summary>
    public static IServiceCollection AddGridSystems(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddGridSystemTransport(configuration);
        return services.AddGridSystemSending(configuration);
    }

    /// <summary>The transport alone.</summary>
    public static IServiceCollection AddGridSystemTransport(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Add<BenefitSystemOptions>(services, configuration, BenefitSystemOptions.Section, BenefitSystemOptions.Variable);
        Add<HardshipSystemOptions>(services, configuration, HardshipSystemOptions.Section, HardshipSystemOptions.Variable);
        Add<LicencePlatformOptions>(services, configuration, LicencePlatformOptions.Section, LicencePlatformOptions.Variable);
        foreach (var system in Enum.GetValues<OutsideSystem>())
        {
            services
                .AddHttpClient(HttpSystemTransport.Client(system), client => client.Timeout = Timeout.InfiniteTimeSpan) // The transport has its own.
                .ConfigurePrimaryHttpMessageHandler(OutwardCalls.Handler)
                .RemoveAllLoggers();
        }

        services.AddSingleton<ISystemTransport>(provider => new HttpSystemTransport(
            provider.GetRequiredService<IHttpClientFactory>(),
            new Dictionary<OutsideSystem, SystemConnectionOptions>
            {
                [OutsideSystem.Benefit] = provider.GetRequiredService<IOptions<BenefitSystemOptions>>().Value,
                [OutsideSystem.Hardship] = provider.GetRequiredService<IOptions<HardshipSystemOptions>>().Value,
                [OutsideSystem.Licence] = provider.GetRequiredService<IOptions<LicencePlatformOptions>>().Value,
            },
            provider.GetRequiredService<TimeProvider>()
        ));
        return services;
    }

    private static void Add<T>(IServiceCollection services, IConfiguration configuration, string section, string variable)
        where T : SystemConnectionOptions =>
        services
            .AddCheckedOptions<T>(configuration, section, options => options.Address is not null)
            .Configure(options =>
                options.Address ??= configuration[variable] is { } given && !string.IsNullOrWhiteSpace(given) ? given.Trim() : null
            );
}
