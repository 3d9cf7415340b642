namespace Grid.Domain.Counting.Folding;

/// <summary>What a page of entries adds to the figures of one office, or of the region, in one period.</summary>
/// <param name="Office">The office; <see cref="Region"/> for the region's own total, the only place where reason 70 is told from 90.</param>
public sealed record FoldDelta(string Office, CountingPeriod Period, Figures Figures)
{
    /// <summary>In place of an office: the whole region.</summary>
    public const string Region = "*";
}
