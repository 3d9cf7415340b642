using System.ComponentModel.DataAnnotations;

namespace Grid.Grains.Matching;

/// <summary>Configuration section <c>Grid:Matching</c>.</summary>
public sealed class MatchRunOptions
{
    public const string Section = "Grid:Matching";

    /// <summary>Persons to whom rows go at once, 1 to 256.</summary>
    [Range(1, 256)]
    public int AtOnce { get; set; } = 32;

    /// <summary>Rows between two notes of how far a run is, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int PageSize { get; set; } = 500;

    /// <summary>How long a row that could not be recorded waits, 100 ms to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan Retry { get; set; } = TimeSpan.FromMinutes(1);
}
