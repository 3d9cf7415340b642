using Grid.Api.Hosting;
using Grid.Domain.Persons;
using Grid.Grains;
using Grid.Grains.Interfaces.Matters;
using Grid.Grains.Interfaces.Settings;
using Microsoft.Extensions.Options;

namespace Grid.Silo.Matters;

/// <summary>Registers the ways to the systems that decide matters, as far as addresses are configured, and the sending.</summary>
public static class MatterServices
{
    /// <summary>For silos; to be called after Orleans is added.</summary>
    public static IServiceCollection AddGridMatterSystems(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddGridMatterTransport(configuration);
        return services.AddGridMatters(configuration);
    }

    /// <summary>The transport alone.</summary>
    public static IServiceCollection AddGridMatterTransport(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Add<BenefitSystemOptions>(services, configuration, BenefitSystemOptions.Section, BenefitSystemOptions.Variable);
        Add<HardshipSystemOptions>(services, configuration, HardshipSystemOptions.Section, HardshipSystemOptions.Variable);
        foreach (var kind in Enum.GetValues<MatterKind>())
        {
            services
                .AddHttpClient(HttpMatterTransport.Client(kind), client => client.Timeout = Timeout.InfiniteTimeSpan) // The transport has its own.
                .ConfigurePrimaryHttpMessageHandler(OutwardCalls.Handler)
                .RemoveAllLoggers();
        }

        services.AddSingleton<IMatterTransport>(provider => new HttpMatterTransport(
            provider.GetRequiredService<IHttpClientFactory>(),
            new Dictionary<MatterKind, MatterConnectionOptions>
            {
                [MatterKind.Benefit] = provider.GetRequiredService<IOptions<BenefitSystemOptions>>().Value,
                [MatterKind.Hardship] = provider.GetRequiredService<IOptions<HardshipSystemOptions>>().Value,
            },
            provider.GetRequiredService<TimeProvider>()
        ));
        return services;
    }

    private static void Add<T>(IServiceCollection services, IConfiguration configuration, string section, string variable)
        where T : MatterConnectionOptions =>
        services
            .AddCheckedOptions<T>(configuration, section, options => options.Address is not null)
            .Configure(options =>
                options.Address ??= configuration[variable] is { } given && !string.IsNullOrWhiteSpace(given) ? given.Trim() : null
            );
}
