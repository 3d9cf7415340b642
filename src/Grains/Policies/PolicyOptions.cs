using System.ComponentModel.DataAnnotations;

namespace Grid.Grains.Policies;

/// <summary>Configuration section <c>Grid:Policies</c>; the same in every process.</summary>
public sealed class PolicyOptions
{
    public const string Section = "Grid:Policies";

    /// <summary>How often a process checks for changed rules, and the runs for work; 10 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>From when on the night's runs are opened and the day's list for civil affairs is made, by China's time.</summary>
    public TimeOnly At { get; set; } = new(1, 30);

    /// <summary>Persons to whom a run goes at once, 1 to 256.</summary>
    [Range(1, 256)]
    public int AtOnce { get; set; } = 16;

    /// <summary>Persons told between two stored positions of a run, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int PageSize { get; set; } = 200;

    /// <summary>Persons whom a run may tell within an hour, 1 to 10,000,000: offices must be able to help them.</summary>
    [Range(1, 10_000_000)]
    public int PerHour { get; set; } = 20_000;
}
