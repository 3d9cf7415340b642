namespace Grid.Grains.Interfaces.Notices;

/// <summary>Sends one text to one telephone number: the SMS gateway of the province.</summary>
public interface IMessageSender
{
    /// <summary>Sends once; a repeat with the same key is harmless.</summary>
    /// <param name="key">Idempotency key of the message.</param>
    Task<SendResult> SendAsync(string key, string telephone, string text, CancellationToken cancellationToken);
}
