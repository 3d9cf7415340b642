using System.Text.Json;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>One downloaded application as it came.</summary>
/// <param name="Cursor">Its place in the region's stream; a number that only grows there.</param>
/// <param name="Number">失业登记申请编号 as sent; null when it is missing.</param>
public sealed record PlatformDownload(string Cursor, string? Number, JsonElement Fields);
