using Grid.Grains.Persons.Duties;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Grains;

/// <summary>What grains need besides the ports that the store and the host bring.</summary>
public static class GrainsServices
{
    public static IServiceCollection AddGridGrains(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<DutyOptions>().Bind(configuration.GetSection(DutyOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DutyOptions>, DutyOptionsValidator>();
        services.AddSingleton<DutyGate>();
        return services;
    }
}
