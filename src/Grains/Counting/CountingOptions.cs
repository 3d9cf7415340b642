using Microsoft.Extensions.Options;

namespace Grid.Grains.Counting;

/// <summary>Configuration section <c>Grid:Counting</c>: how live counts follow commits, and when they are recounted.</summary>
public sealed class CountingOptions
{
    public const string Section = "Grid:Counting";

    /// <summary>How often a leaf looks for entries without being nudged, which also moves its asOf; 100 ms to 1 minute.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Entries folded in one transaction, 1 to 5,000.</summary>
    public int PageSize { get; set; } = 500;

    /// <summary>
    /// Leaves of a silo that fold in parallel, each on a connection, 1 to 64. Under load their turnaround is the lag; all silos share the
    /// server's connections.
    /// </summary>
    public int AtOnce { get; set; } = 8;

    /// <summary>Leaves of a silo that read their stored counts in parallel, each on a connection, 1 to 64.</summary>
    public int ReadsAtOnce { get; set; } = 4;

    /// <summary>A silo nudges a region at most once in this time; 1 ms to 1 second.</summary>
    public TimeSpan NudgePause { get; set; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How often a silo looks for leaves whose entries are not being folded; 1 second to 10 minutes.</summary>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>An entry that waits longer was missed by the nudges; 0 to 10 minutes.</summary>
    public TimeSpan WatchAge { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a parent's sum is reused before its children are asked again; 0 to 1 second.</summary>
    public TimeSpan SumAge { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Children that a parent asks in parallel to fold or to reload, 1 to 64.</summary>
    public int ChildrenAtOnce { get; set; } = 8;

    /// <summary>When the night's recount begins, in China.</summary>
    public TimeOnly RecountAt { get; set; } = new(2, 0);
}

/// <summary>Ends the start when the counting options make no sense.</summary>
public sealed class CountingOptionsValidator : IValidateOptions<CountingOptions>
{
    public ValidateOptionsResult Validate(string? name, CountingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = new[]
        {
            Time(nameof(options.Interval), options.Interval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            Number(nameof(options.PageSize), options.PageSize, 5_000),
            Number(nameof(options.AtOnce), options.AtOnce, 64),
            Number(nameof(options.ReadsAtOnce), options.ReadsAtOnce, 64),
            Time(nameof(options.NudgePause), options.NudgePause, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)),
            Time(nameof(options.WatchInterval), options.WatchInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            Time(nameof(options.WatchAge), options.WatchAge, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            Time(nameof(options.SumAge), options.SumAge, TimeSpan.Zero, TimeSpan.FromSeconds(1)),
            Number(nameof(options.ChildrenAtOnce), options.ChildrenAtOnce, 64),
        }
            .OfType<string>()
            .ToArray();
        return mistakes.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static string? Time(string name, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value >= least && value <= most ? null : $"{CountingOptions.Section}:{name} is {value}; allowed are {least} to {most}.";

    private static string? Number(string name, int value, int most) =>
        value >= 1 && value <= most ? null : $"{CountingOptions.Section}:{name} is {value}; allowed are 1 to {most}.";
}
