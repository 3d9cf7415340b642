namespace Grid.Grains.Interfaces.Counting;

/// <summary>How many are in a band.</summary>
/// <param name="From">The band's lower end, inclusive; −1 for those in none.</param>
public sealed record BandCount(int From, long Count);
