using System.Text.Json;

namespace Grid.Domain.Platform;

/// <summary>An item in the ministry's names, or why it must not be sent; exactly one of the two.</summary>
public sealed record MappedItem(JsonElement? Fields, PlatformFault? Fault);
