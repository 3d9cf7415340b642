namespace Grid.Api.Performance;

/// <summary>Figures by office for some days, both inclusive.</summary>
public sealed record PerformanceView(DateOnly From, DateOnly To, IReadOnlyList<OfficePerformanceView> Offices);
