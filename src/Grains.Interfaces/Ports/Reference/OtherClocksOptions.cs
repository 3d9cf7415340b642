using Grid.Domain.Persons;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Interfaces.Reference;

/// <summary>
/// Clocks that are not the register's: the platform's, counters', gateways'. Configuration section <c>Grid:OtherClocks</c>.
/// </summary>
public sealed class OtherClocksOptions
{
    public const string Section = "Grid:OtherClocks";

    /// <summary>How far such a clock may be ahead of the register's: zero to one hour. A moment within it is taken as now.</summary>
    public TimeSpan Tolerance { get; set; } = OtherClocks.DefaultTolerance;
}

/// <summary>Ends the start when the tolerance makes no sense.</summary>
public sealed class OtherClocksOptionsValidator : IValidateOptions<OtherClocksOptions>
{
    public ValidateOptionsResult Validate(string? name, OtherClocksOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Tolerance >= TimeSpan.Zero && options.Tolerance <= TimeSpan.FromHours(1)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{OtherClocksOptions.Section}:{nameof(options.Tolerance)} is {options.Tolerance}; allowed are zero to one hour."
            );
    }
}

/// <summary>Registers <see cref="OtherClocksOptions"/>; every process that takes moments from outside needs them.</summary>
public static class OtherClocksServices
{
    public static IServiceCollection AddGridOtherClocks(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<OtherClocksOptions>().Bind(configuration.GetSection(OtherClocksOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OtherClocksOptions>, OtherClocksOptionsValidator>();
        return services;
    }
}
