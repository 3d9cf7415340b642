using System.Text.Json;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>A stored application of the platform, opened.</summary>
/// <param name="Version">1 for the first content under its number.</param>
public sealed record StoredApplication(long Id, string Region, string Number, int Version, JsonElement Fields, DateTimeOffset StoredAt);
