namespace Grid.Grains.Interfaces.Notices;

/// <summary>A message that left.</summary>
/// <param name="Channel">"sms" or "inbox".</param>
/// <param name="Text">What the person reads.</param>
/// <param name="GatewayId">The gateway's own identifier; null for the inbox alone.</param>
public sealed record SentNotice(string Channel, string Text, string? GatewayId, DateTimeOffset At);
