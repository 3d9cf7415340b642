using System.ComponentModel.DataAnnotations;
using Grid.Grains.Interfaces.Settings;

namespace Grid.Grains.Notices;

/// <summary>Configuration section <c>Grid:Notices</c>.</summary>
public sealed class NoticeOptions
{
    public const string Section = "Grid:Notices";

    /// <summary>How often a silo looks for messages that are due; 10 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a leased page belongs to this silo alone; 1 to 60 minutes. Longer than sending it takes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Messages leased together, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int PageSize { get; set; } = 64;

    /// <summary>Messages sent in parallel, 1 to 64.</summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 8;

    /// <summary>First minute of the quiet hours (免打扰时段) in China; none when it equals <see cref="QuietTo"/>.</summary>
    public TimeOnly QuietFrom { get; set; } = new(20, 0);

    /// <summary>First minute after them.</summary>
    public TimeOnly QuietTo { get; set; } = new(8, 0);

    /// <summary>Where a person answers the month's follow-up; null leaves it out of the text.</summary>
    [Address]
    [StringLength(100)]
    public string? Link { get; set; }
}
