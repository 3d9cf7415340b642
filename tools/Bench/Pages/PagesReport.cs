namespace Grid.Bench.Pages;

/// <summary>What <c>pages</c> measured.</summary>
/// <param name="LoadSeconds">Filling the database; null when it was filled before.</param>
internal sealed record PagesReport(int Persons, int Rounds, double? LoadSeconds, IReadOnlyList<VisitTimes> Times);
