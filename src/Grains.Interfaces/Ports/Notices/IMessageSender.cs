namespace Grid.Grains.Interfaces.Notices;

/// <summary>Sends one text to one telephone number: the SMS gateway of the province.</summary>
public interface IMessageSender
{
    /// <summary>Sends once; a repeat with the same key is harmless.</summary>
    /// <param name="key">Idempotency key of the message.</param>
    Task<SendResult> SendAsync(string key, string telephone, string text, CancellationToken cancellationToken);
}

/// <summary>What the gateway answered.</summary>
/// <param name="GatewayId">Its identifier when it took the message.</param>
/// <param name="Error">Why it did not; null when it did. Nothing personal in it.</param>
/// <param name="Permanent">True when trying again is useless (a wrong number).</param>
public sealed record SendResult(string? GatewayId, string? Error, bool Permanent) : Discreet;
