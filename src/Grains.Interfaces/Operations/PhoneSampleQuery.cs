namespace Grid.Grains.Interfaces.Operations;

/// <summary>Of whom a sample is drawn.</summary>
/// <param name="RegionPrefix">The digits that the code of the case's office begins with.</param>
/// <param name="From">The first day, inclusive.</param>
/// <param name="To">The last day, inclusive.</param>
public sealed record PhoneSampleQuery(string RegionPrefix, PhoneSampleEvent Event, DateOnly From, DateOnly To, int Size, int Seed);
