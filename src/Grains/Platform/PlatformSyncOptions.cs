using System.ComponentModel.DataAnnotations;
using Grid.Domain.Persons;

namespace Grid.Grains.Platform;

/// <summary>How the sync works: configuration section <c>Grid:Platform</c>, together with the connection to the platform.</summary>
public sealed class PlatformSyncOptions
{
    public const string Section = "Grid:Platform";

    /// <summary>How often it looks for items to send and applications to hand over; 10 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often applications are pulled; 10 ms to 15 minutes (79/2020 (七) wants them without delay).</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:15:00")]
    public TimeSpan PullInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often days that do not reconcile yet are compared again; 10 ms to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a leased page is this activation's alone; 10 seconds to 60 minutes. Longer than sending it takes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Items leased at once, 1 to 2,000.</summary>
    [Range(1, 2_000)]
    public int PageSize { get; set; } = 400;

    /// <summary>Items of one upload, 1 to 500.</summary>
    [Range(1, 500)]
    public int BatchSize { get; set; } = 100;

    /// <summary>Calls to the platform at once, 1 to 16: the budget of the sync.</summary>
    [Range(1, 16)]
    public int AtOnce { get; set; } = 4;

    /// <summary>Applications of a download, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int PullSize { get; set; } = 200;

    /// <summary>Applications that are handed to their persons at once, 1 to 64.</summary>
    [Range(1, 64)]
    public int HandAtOnce { get; set; } = 8;

    /// <summary>Registrations of a backfill that are looked at and written at once, 1 to 500.</summary>
    [Range(1, 500)]
    public int BackfillSize { get; set; } = 100;

    /// <summary>
    /// Days before today that are closed and compared again each night, 1 to 60: operators and late entries may have changed them.
    /// </summary>
    [Range(1, 60)]
    public int LookBack { get; set; } = 7;

    /// <summary>Kinds of items for which the province's annex has no interface, besides those that the table of fields names.</summary>
    public IList<PlatformItemKind> ByHand { get; } = [];
}
