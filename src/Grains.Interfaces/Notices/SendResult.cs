namespace Grid.Grains.Interfaces.Notices;

/// <summary>What the gateway answered.</summary>
/// <param name="GatewayId">Its identifier when it took the message.</param>
/// <param name="Error">Why it did not; null when it did. Nothing personal in it.</param>
/// <param name="Permanent">True when trying again is useless (a wrong number).</param>
public sealed record SendResult(string? GatewayId, string? Error, bool Permanent);
