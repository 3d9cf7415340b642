namespace Grid.Grains.Interfaces.Operations;

/// <summary>What went in and out of some leaves together on a day, transfers between them left out.</summary>
public sealed record BoardDay(DateOnly On, long In, long Out);
