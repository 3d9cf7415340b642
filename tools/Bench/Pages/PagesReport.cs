namespace Grid.Bench.Pages;

/// <summary>What <c>pages</c> measured.</summary>
/// <param name="LoadSeconds">Filling the database.</param>
internal sealed record PagesReport(int Persons, int Rounds, double LoadSeconds, IReadOnlyList<VisitTimes> Times);
