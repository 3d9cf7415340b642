namespace Grid.PlatformSimulator.Store;

/// <summary>The items of a kind in a leaf region on a day.</summary>
/// <param name="Digest">SHA-256, lower-case hex, over the keys in ordinal order, each followed by a line feed.</param>
internal sealed record Figure(string Region, string Kind, long Count, string Digest);
