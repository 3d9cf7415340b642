using System.ComponentModel.DataAnnotations;

namespace Grid.Grains.Reorganising;

/// <summary>Configuration section <c>Grid:CaseMoves</c>.</summary>
public sealed class CaseMoveOptions
{
    public const string Section = "Grid:CaseMoves";

    /// <summary>Persons whose cases move at once, 1 to 256.</summary>
    [Range(1, 256)]
    public int AtOnce { get; set; } = 16;

    /// <summary>Persons between two notes of how far an order is, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int PageSize { get; set; } = 200;

    /// <summary>
    /// Before a sweep that follows one which left something; 10 ms to 1 hour. Each process takes over new data files on its own, so a
    /// person may be met where the office has not ended yet.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(15);
}
