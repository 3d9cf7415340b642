namespace Grid.Domain.Counting.Reports;

/// <summary>What the daily reconciliation with the national platform says of the region's leaves in the period (R11.2).</summary>
/// <param name="Days">Days of the period that are closed.</param>
/// <param name="Compared">Of those, the days for which the platform's own figures were there.</param>
/// <param name="NotClosed">Days of the period that are over and not closed.</param>
/// <param name="Differences">Days on which figures of these leaves differ, by how many items; the earliest first.</param>
public sealed record PlatformEvidence(int Days, int Compared, int NotClosed, IReadOnlyList<PlatformDifference> Differences);

/// <summary>A day on which the register and the platform do not have the same items of some leaves.</summary>
/// <param name="Items">By how many they differ; at least 1.</param>
public sealed record PlatformDifference(DateOnly Day, long Items);
