using Grid.Domain.Persons;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Platform;

/// <summary>How the sync works: configuration section <c>Grid:Platform</c>, together with the connection to the platform.</summary>
public sealed class PlatformSyncOptions
{
    public const string Section = "Grid:Platform";

    /// <summary>How often it looks for items to send and applications to hand over; 10 ms to 1 minute.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often applications are pulled; 10 ms to 15 minutes (79/2020 (七) wants them without delay).</summary>
    public TimeSpan PullInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often days that do not reconcile yet are compared again; 10 ms to 1 day.</summary>
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a leased page is this activation's alone; 10 seconds to 60 minutes. Longer than sending it takes.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Items leased at once, 1 to 2,000.</summary>
    public int PageSize { get; set; } = 400;

    /// <summary>Items of one upload, 1 to 500.</summary>
    public int BatchSize { get; set; } = 100;

    /// <summary>Calls to the platform at once, 1 to 16: the budget of the sync.</summary>
    public int AtOnce { get; set; } = 4;

    /// <summary>Applications of a download, 1 to 1,000.</summary>
    public int PullSize { get; set; } = 200;

    /// <summary>Applications that are handed to their persons at once, 1 to 64.</summary>
    public int HandAtOnce { get; set; } = 8;

    /// <summary>Registrations of a backfill that are looked at and written at once, 1 to 500.</summary>
    public int BackfillSize { get; set; } = 100;

    /// <summary>
    /// Days before today that are closed and compared again each night, 1 to 60: operators and late entries may have changed them.
    /// </summary>
    public int LookBack { get; set; } = 7;

    /// <summary>Kinds of items for which the province's annex has no interface, besides those that the table of fields names.</summary>
    public IList<PlatformItemKind> ByHand { get; } = [];
}

/// <summary>Refuses a process whose sync options make no sense.</summary>
public sealed class PlatformSyncOptionsValidator : IValidateOptions<PlatformSyncOptions>
{
    public ValidateOptionsResult Validate(string? name, PlatformSyncOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var wrong = new[]
        {
            Time(nameof(options.Interval), options.Interval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
            Time(nameof(options.PullInterval), options.PullInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(15)),
            Time(nameof(options.ReconcileInterval), options.ReconcileInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1)),
            Time(nameof(options.Lease), options.Lease, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
            Number(nameof(options.PageSize), options.PageSize, 2000),
            Number(nameof(options.BatchSize), options.BatchSize, 500),
            Number(nameof(options.AtOnce), options.AtOnce, 16),
            Number(nameof(options.PullSize), options.PullSize, 1000),
            Number(nameof(options.HandAtOnce), options.HandAtOnce, 64),
            Number(nameof(options.BackfillSize), options.BackfillSize, 500),
            Number(nameof(options.LookBack), options.LookBack, 60),
        }
            .OfType<string>()
            .ToArray();
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static string? Time(string name, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value >= least && value <= most ? null : $"{PlatformSyncOptions.Section}:{name} is {value}; allowed are {least} to {most}.";

    private static string? Number(string name, int value, int most) =>
        value >= 1 && value <= most ? null : $"{PlatformSyncOptions.Section}:{name} is {value}; allowed are 1 to {most}.";
}
