namespace Grid.Grains.Interfaces.Platform;

/// <summary>A page of downloaded applications.</summary>
/// <param name="Items">As they came, in the ministry's names.</param>
/// <param name="Next">Where the next page begins; null when there is nothing more now.</param>
public sealed record PlatformApplicationsPage(IReadOnlyList<PlatformDownload> Items, string? Next);
