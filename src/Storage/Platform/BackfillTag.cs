namespace Grid.Storage.Platform;

/// <summary>
/// What the store remembers of a registration that it read for a backfill: the holder's version then, and the wrapped data key.
/// </summary>
internal sealed record BackfillTag(long Version, byte[] DataKey);
