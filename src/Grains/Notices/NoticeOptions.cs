using Microsoft.Extensions.Options;

namespace Grid.Grains.Notices;

/// <summary>Configuration section <c>Grid:Notices</c>.</summary>
public sealed class NoticeOptions
{
    public const string Section = "Grid:Notices";

    /// <summary>How often a silo looks for messages that are due; 10 ms to 1 minute.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a leased page belongs to this silo alone; 1 to 60 minutes. Longer than sending it takes.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Messages leased together, 1 to 1,000.</summary>
    public int PageSize { get; set; } = 64;

    /// <summary>Messages sent in parallel, 1 to 64.</summary>
    public int AtOnce { get; set; } = 8;

    /// <summary>First minute of the quiet hours (免打扰时段) in China; none when it equals <see cref="QuietTo"/>.</summary>
    public TimeOnly QuietFrom { get; set; } = new(20, 0);

    /// <summary>First minute after them.</summary>
    public TimeOnly QuietTo { get; set; } = new(8, 0);

    /// <summary>Where a person answers the month's follow-up; null leaves it out of the text.</summary>
    public string? Link { get; set; }
}

/// <summary>Ends the start when the notice options make no sense.</summary>
public sealed class NoticeOptionsValidator : IValidateOptions<NoticeOptions>
{
    private const int LongestLink = 100;

    public ValidateOptionsResult Validate(string? name, NoticeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var wrong = new List<string>();
        if (options.Interval < TimeSpan.FromMilliseconds(10) || options.Interval > TimeSpan.FromMinutes(1))
            wrong.Add($"{nameof(options.Interval)} is {options.Interval}; allowed are 10 ms to 1 minute.");
        if (options.Lease < TimeSpan.FromMinutes(1) || options.Lease > TimeSpan.FromHours(1))
            wrong.Add($"{nameof(options.Lease)} is {options.Lease}; allowed are 1 to 60 minutes.");
        if (options.PageSize is < 1 or > 1000)
            wrong.Add($"{nameof(options.PageSize)} is {options.PageSize}; allowed are 1 to 1,000.");
        if (options.AtOnce is < 1 or > 64)
            wrong.Add($"{nameof(options.AtOnce)} is {options.AtOnce}; allowed are 1 to 64.");
        if (options.Link is { } link && (link.Length > LongestLink || !Uri.TryCreate(link, UriKind.Absolute, out _)))
            wrong.Add($"{nameof(options.Link)} must be a whole address of at most {LongestLink} characters.");
        return wrong.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(w => $"{NoticeOptions.Section}:{w}"));
    }
}
