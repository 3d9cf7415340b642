namespace Grid.Grains.Calendars;

/// <summary>Configuration section <c>Grid:Calendars</c>; the same in every process.</summary>
public sealed class CalendarOptions
{
    public const string Section = "Grid:Calendars";

    /// <summary>How often a process asks whether a calendar was loaded; 10 ms to 1 minute.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Persons that are recomputed at once, 1 to 256.</summary>
    public int AtOnce { get; set; } = 16;

    /// <summary>Persons between two notes of how far recomputing has come, 1 to 10,000.</summary>
    public int PageSize { get; set; } = 500;

    /// <summary>By then every process uses what was stored: it has asked at least once, with as much again to read and take over.</summary>
    public TimeSpan Settled => 2 * Poll;
}
