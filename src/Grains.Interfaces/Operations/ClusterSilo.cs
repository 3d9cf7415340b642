namespace Grid.Grains.Interfaces.Operations;

/// <summary>A silo that is in the cluster, or left it within a day.</summary>
/// <param name="Status">As Orleans names it: <c>active</c>, <c>dead</c>.</param>
/// <param name="Report">The last that it told; null when there is none.</param>
public sealed record ClusterSilo(
    string Name,
    string Host,
    string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset AliveAt,
    bool Silent,
    SiloReport? Report
);
