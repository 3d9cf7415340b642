namespace Grid.Api.Operations;

/// <summary>How a number went.</summary>
/// <param name="Day">The last 24 hours, every quarter of an hour.</param>
/// <param name="Month">The last 30 days: of what is counted by day one point a day, of the rest one for twelve hours.</param>
public sealed record TrendsView(TrendView Day, TrendView Month);
