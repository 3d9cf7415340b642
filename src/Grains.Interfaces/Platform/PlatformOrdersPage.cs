namespace Grid.Grains.Interfaces.Platform;

/// <summary>A page of the operators' log.</summary>
public sealed record PlatformOrdersPage(IReadOnlyList<PlatformOrder> Items, string? Next);
