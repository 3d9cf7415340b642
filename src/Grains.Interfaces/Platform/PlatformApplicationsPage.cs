using System.Text.Json;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>A page of downloaded applications.</summary>
/// <param name="Items">As they came, in the ministry's names.</param>
/// <param name="Next">Where the next page begins; null when there is nothing more now.</param>
public sealed record PlatformApplicationsPage(IReadOnlyList<PlatformDownload> Items, string? Next);

/// <summary>One downloaded application as it came.</summary>
/// <param name="Cursor">Its place in the region's stream; a number that only grows there.</param>
/// <param name="Number">失业登记申请编号 as sent; null when it is missing.</param>
public sealed record PlatformDownload(string Cursor, string? Number, JsonElement Fields);
