namespace Grid.PlatformSimulator.Store;

/// <summary>An item that is stored.</summary>
/// <param name="Sequence">Grows in the order in which items took effect: for one registration, its order.</param>
/// <param name="Times">How often it was sent.</param>
/// <param name="Differing">How often it was sent with other content, which had no effect.</param>
internal sealed record StoredItem(
    long Sequence,
    string Key,
    string Kind,
    string Region,
    DateOnly Day,
    string? Registration,
    int Times,
    int Differing,
    DateTimeOffset ReceivedAt
);
