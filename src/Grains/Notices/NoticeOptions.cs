namespace Grid.Grains.Notices;

/// <summary>Configuration section <c>Grid:Notices</c>.</summary>
public sealed class NoticeOptions
{
    public const string Section = "Grid:Notices";

    /// <summary>How often a silo looks for messages that are due; 10 ms to 1 minute.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a leased page is this silo's alone; 1 to 60 minutes. Longer than sending it takes.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Messages leased at once, 1 to 1,000.</summary>
    public int PageSize { get; set; } = 64;

    /// <summary>Messages sent at once, 1 to 64.</summary>
    public int AtOnce { get; set; } = 8;

    /// <summary>First minute of the quiet hours (免打扰时段) in China; none when it equals <see cref="QuietTo"/>.</summary>
    public TimeOnly QuietFrom { get; set; } = new(20, 0);

    /// <summary>First minute after them.</summary>
    public TimeOnly QuietTo { get; set; } = new(8, 0);

    /// <summary>Where a person answers the month's follow-up; null leaves it out of the text.</summary>
    public string? Link { get; set; }
}
