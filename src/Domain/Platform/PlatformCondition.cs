namespace Grid.Domain.Platform;

/// <summary>A field is required where another one has this value, as it travels.</summary>
/// <param name="Field">The other one's ministry name.</param>
public sealed record PlatformCondition(string Field, string Value);
