using System.ComponentModel.DataAnnotations;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Grains.Interfaces.Reference;

/// <summary>
/// Clocks that are not the register's: the platform's, counters', gateways'. Configuration section <c>Grid:OtherClocks</c>.
/// </summary>
public sealed class OtherClocksOptions
{
    public const string Section = "Grid:OtherClocks";

    /// <summary>How far such a clock may be ahead of the register's: zero to one hour. A moment within it is taken as now.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Tolerance { get; set; } = OtherClocks.DefaultTolerance;
}

/// <summary>Registers <see cref="OtherClocksOptions"/>; every process that takes moments from outside needs them.</summary>
public static class OtherClocksServices
{
    public static IServiceCollection AddGridOtherClocks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<OtherClocksOptions>(configuration, OtherClocksOptions.Section);
        return services;
    }
}
