using System.ComponentModel.DataAnnotations;

namespace Grid.Grains.Interfaces.Changes;

/// <summary>The feed of changes: section <c>Grid:Changes</c>.</summary>
public sealed class ChangeOptions
{
    public const string Section = "Grid:Changes";

    /// <summary>How often a process in which somebody waits looks for what was committed. One query, whoever waits.</summary>
    [Range(typeof(TimeSpan), "00:00:00.02", "00:00:10")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Requests of one caller that may wait at the same time, in each process.</summary>
    [Range(1, 1000)]
    public int WaitsPerCaller { get; set; } = 4;

    /// <summary>Requests of all callers that may wait at the same time, in each process.</summary>
    [Range(1, 100_000)]
    public int Waits { get; set; } = 1000;
}
