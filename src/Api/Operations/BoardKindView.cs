namespace Grid.Api.Operations;

/// <summary>Open duties of one kind.</summary>
/// <param name="Overdue">The last day is past.</param>
/// <param name="Today">The last day is today.</param>
/// <param name="Open">All.</param>
/// <param name="Href">Their list.</param>
public sealed record BoardKindView(string Kind, string Zh, string En, long Overdue, long Today, long Open, string Href);
