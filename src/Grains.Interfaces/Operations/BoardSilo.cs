namespace Grid.Grains.Interfaces.Operations;

/// <summary>An active silo of the cluster, by the membership table.</summary>
/// <param name="Silent">It has not said for a minute that it lives.</param>
public sealed record BoardSilo(string Name, DateTimeOffset StartedAt, bool Silent);
