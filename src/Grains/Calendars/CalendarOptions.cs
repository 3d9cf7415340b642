using System.ComponentModel.DataAnnotations;

namespace Grid.Grains.Calendars;

/// <summary>Configuration section <c>Grid:Calendars</c>; the same in every process.</summary>
public sealed class CalendarOptions
{
    public const string Section = "Grid:Calendars";

    /// <summary>How often a process checks for a loaded calendar; 10 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Persons recomputed in parallel, 1 to 256.</summary>
    [Range(1, 256)]
    public int AtOnce { get; set; } = 16;

    /// <summary>Persons between two stored notes of the progress, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int PageSize { get; set; } = 500;

    /// <summary>By then every process uses the stored table: it has checked at least once, with the same time again to read it.</summary>
    public TimeSpan Settled => 2 * Poll;
}
