namespace Grid.Api.Views;

/// <summary>What the person was asked to correct.</summary>
public sealed record CorrectionView(DateTimeOffset AskedAt, string Note);
