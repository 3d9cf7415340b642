using System.ComponentModel.DataAnnotations;
using Grid.Domain.Duplicates;
using Grid.Grains.Interfaces.Duplicates;

namespace Grid.Grains.Duplicates;

/// <summary>Configuration section <c>Grid:Duplicates</c>.</summary>
public sealed class DuplicateOptions
{
    public const string Section = "Grid:Duplicates";

    /// <summary>Persons of a block who are compared each with each, 2 to 10,000; a larger block is divided.</summary>
    [Range(2, 10_000)]
    public int Block { get; set; } = 300;

    /// <summary>With how many neighbours each is compared in a block that cannot be divided, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int Window { get; set; } = 30;

    /// <summary>Persons of a kind of block who are read in one step, 1,000 to 10,000,000: memory, and what a crash repeats.</summary>
    [Range(1_000, 10_000_000)]
    public int Slice { get; set; } = 250_000;

    /// <summary>Between two steps, so that offices do not notice a run; 0 to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Pause { get; set; } = TimeSpan.Zero;

    internal DuplicateRunLimits Limits => new() { Slice = Slice, Blocks = new BlockLimits(Block, Window) };
}
