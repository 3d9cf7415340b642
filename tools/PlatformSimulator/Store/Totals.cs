namespace Grid.PlatformSimulator.Store;

/// <summary>Everything in few numbers.</summary>
/// <param name="Items">Items held, each key once.</param>
/// <param name="SentAgain">Of them, sent more than once.</param>
/// <param name="Differing">Of them, sent again with other content.</param>
/// <param name="Refusals">Refusals answered.</param>
/// <param name="StillRefused">Keys that were refused and are not held.</param>
/// <param name="Applications">Applications made, repeats among them.</param>
/// <param name="Acknowledged">Of them, acknowledged.</param>
internal sealed record Totals(
    long Items,
    long SentAgain,
    long Differing,
    long Registrations,
    long Refusals,
    long StillRefused,
    long Batches,
    long Applications,
    long Acknowledged
);
