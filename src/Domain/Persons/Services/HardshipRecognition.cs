namespace Grid.Domain.Persons.Services;

/// <summary>Recognition as a hardship person (就业困难人员认定), §3.5.</summary>
/// <param name="Category">Code list <c>hardship-category</c>.</param>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive; null while it is open.</param>
public sealed record HardshipRecognition(string Category, DateOnly From, DateOnly? To);
