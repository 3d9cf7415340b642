namespace Grid.Api.Reports;

/// <summary>Denominators of a region and of the regions directly below.</summary>
/// <param name="Items">Only those that are entered.</param>
public sealed record DenominatorsView(string Region, string From, string To, IReadOnlyList<DenominatorView> Items);
