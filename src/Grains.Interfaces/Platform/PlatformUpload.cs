using System.Text.Json;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>An item as it goes out.</summary>
/// <param name="Key">Makes a repeat harmless.</param>
/// <param name="Region">The leaf region that it belongs to, 6 digits.</param>
/// <param name="Day">The day that it belongs to.</param>
/// <param name="Fields">In the ministry's names, checked against the mapping.</param>
public sealed record PlatformUpload(string Key, PlatformItemKind Kind, string Region, DateOnly Day, JsonElement Fields);
