namespace Grid.PlatformSimulator.Store;

/// <summary>An application that can be downloaded.</summary>
/// <param name="Id">Its cursor.</param>
internal sealed record StoredApplication(
    long Id,
    string? Number,
    string? Bad,
    SortedDictionary<string, string> Fields,
    DateTimeOffset MadeAt,
    DateTimeOffset? AcknowledgedAt,
    int Acknowledgements
);
