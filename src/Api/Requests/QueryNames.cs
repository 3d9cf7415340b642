namespace Grid.Api.Requests;

/// <summary>The members that a route's query may have.</summary>
internal sealed record QueryNames(IReadOnlyList<string> Names);
