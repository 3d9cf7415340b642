using Microsoft.Extensions.Options;

namespace Grid.Grains.Notices;

/// <summary>Refuses a process whose notice options make no sense.</summary>
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
