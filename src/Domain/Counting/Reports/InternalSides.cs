namespace Grid.Domain.Counting.Reports;

/// <summary>Both sides of the transfers between leaves of one region, or offices of one leaf, in one block and period.</summary>
public sealed record InternalSides(long In, long Out)
{
    public static InternalSides None { get; } = new(0, 0);
}
