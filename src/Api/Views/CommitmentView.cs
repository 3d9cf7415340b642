namespace Grid.Api.Views;

/// <summary>Which text the person accepted, and when.</summary>
public sealed record CommitmentView(string TextVersion, DateTimeOffset AcceptedAt);
