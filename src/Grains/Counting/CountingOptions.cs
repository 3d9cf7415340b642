using System.ComponentModel.DataAnnotations;

namespace Grid.Grains.Counting;

/// <summary>Configuration section <c>Grid:Counting</c>: how live counts follow commits, and when they are recounted.</summary>
public sealed class CountingOptions
{
    public const string Section = "Grid:Counting";

    /// <summary>How often a leaf looks for entries without being nudged, which also moves its asOf; 100 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Entries folded in one transaction, 1 to 5,000.</summary>
    [Range(1, 5_000)]
    public int PageSize { get; set; } = 500;

    /// <summary>
    /// Leaves of a silo that fold in parallel, each on a connection, 1 to 64. Under load their turnaround is the lag; all silos share the
    /// server's connections.
    /// </summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 8;

    /// <summary>Leaves of a silo that read their stored counts in parallel, each on a connection, 1 to 64.</summary>
    [Range(1, 64)]
    public int ReadsAtOnce { get; set; } = 4;

    /// <summary>A silo nudges a region at most once in this time; 1 ms to 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:01")]
    public TimeSpan NudgePause { get; set; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How often a silo looks for leaves whose entries are not being folded; 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>An entry that waits longer was missed by the nudges; 0 to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan WatchAge { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a parent's sum is reused before its children are asked again; 0 to 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan SumAge { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Children that a parent asks in parallel to fold or to reload, 1 to 64.</summary>
    [Range(1, 64)]
    public int ChildrenAtOnce { get; set; } = 8;

    /// <summary>When the night's recount begins, in China.</summary>
    public TimeOnly RecountAt { get; set; } = new(2, 0);
}
