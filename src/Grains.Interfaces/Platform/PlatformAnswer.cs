namespace Grid.Grains.Interfaces.Platform;

/// <summary>The platform's answer to one item.</summary>
/// <param name="Accepted">It holds the item now, or held it already.</param>
/// <param name="ReasonCode">Of a refusal.</param>
/// <param name="Reason">Of a refusal, in the platform's words.</param>
public sealed record PlatformAnswer(string Key, bool Accepted, string? ReasonCode, string? Reason);
