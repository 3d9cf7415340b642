namespace Grid.Grains.Interfaces.Platform;

/// <summary>A page of refused applications.</summary>
public sealed record RefusedApplicationsPage(IReadOnlyList<RefusedApplication> Items, long Total, string? Next);
