namespace Grid.Api.Surveys;

/// <summary>A sample.</summary>
/// <param name="Of">How many could have been drawn.</param>
/// <param name="Items">In the order of the draw: by SHA-256 of seed, colon and the person's identifier. A shorter sample is the beginning
/// of a longer one.</param>
public sealed record PhoneSampleView(
    string Region,
    string RegionName,
    string Event,
    DateOnly From,
    DateOnly To,
    int Seed,
    DateTimeOffset AsOf,
    long Of,
    IReadOnlyList<PhoneSampleLine> Items
);
