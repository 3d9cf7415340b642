namespace Grid.Grains.Interfaces.Counting;

/// <summary>A leaf for which count entries wait.</summary>
/// <param name="Oldest">When the oldest of them was written.</param>
public sealed record WaitingRegion(string Region, long Entries, DateTimeOffset Oldest);
