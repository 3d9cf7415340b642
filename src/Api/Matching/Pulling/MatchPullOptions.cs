using System.ComponentModel.DataAnnotations;
using Grid.Grains.Interfaces.Settings;
using Microsoft.Extensions.Configuration;

namespace Grid.Api.Matching.Pulling;

/// <summary>
/// A source of data whose file is fetched on its schedule: a configuration section for each. Without a section rows
/// only come when they are sent.
/// </summary>
public sealed class MatchPullOptions
{
    public const string Section = Parent + ":{source}";

    /// <summary>The sections of all sources.</summary>
    public const string Parent = "Grid:Matching:Pulls";

    /// <summary>Where the newest file is: CSV, XLSX or NDJSON, with the moment as of which it is true in <c>Last-Modified</c>.</summary>
    [Required]
    [Address("http", "https")]
    public string? Address { get; set; }

    /// <summary>File with the bearer token that the source expects, one line; read at each fetch. Null sends none.</summary>
    [ExistingFile]
    public string? TokenFile { get; set; }

    /// <summary>From when on a day's, week's (Monday) or month's (the 1st) file is fetched, by China's time.</summary>
    public TimeOnly At { get; set; } = new(2, 30);

    /// <summary>For so long a source may send nothing before the fetch is given up, 1 s to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Those that are configured, by the source's id.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A value is not allowed.</exception>
    internal static IReadOnlyDictionary<string, MatchPullOptions> ReadAll(IConfiguration configuration) =>
        configuration
            .GetSection(Parent)
            .GetChildren()
            .ToDictionary(
                source => source.Key,
                source => CheckedOptions.Read<MatchPullOptions>(configuration, source.Path),
                StringComparer.Ordinal
            );
}
