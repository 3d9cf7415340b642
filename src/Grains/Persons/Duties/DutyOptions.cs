using System.ComponentModel.DataAnnotations;

namespace Grid.Grains.Persons.Duties;

/// <summary>Configuration section <c>Grid:Duties</c>.</summary>
public sealed class DutyOptions
{
    public const string Section = "Grid:Duties";

    /// <summary>
    /// Ticks of reminders that may run in a silo at once, 1 to 10,000. Further ticks wait for <see cref="TickPatience"/>, are then
    /// rejected, and tick again after their period of 15 minutes.
    /// </summary>
    [Range(1, 10_000)]
    public int TicksAtWork { get; set; } = 128;

    /// <summary>
    /// How long a tick waits for its turn, zero to three seconds: commands for the person queue behind it, and a caller gives up after
    /// five.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:03")]
    public TimeSpan TickPatience { get; set; } = TimeSpan.FromSeconds(2);
}
