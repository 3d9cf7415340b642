using System.ComponentModel.DataAnnotations;

namespace Grid.Grains.Importing;

/// <summary>Configuration section <c>Grid:Imports</c>.</summary>
public sealed class ImportOptions
{
    public const string Section = "Grid:Imports";

    /// <summary>Persons who are imported at once, 1 to 4,096: what one commit takes together, and what offices wait behind.</summary>
    [Range(1, 4_096)]
    public int AtOnce { get; set; } = 256;

    /// <summary>Rows between two notes of how far an import is, 100 to 20,000.</summary>
    [Range(100, 20_000)]
    public int PageSize { get; set; } = 4_000;

    /// <summary>An upload that has stored nothing for so long is over; 1 minute to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Stale { get; set; } = TimeSpan.FromMinutes(30);
}
