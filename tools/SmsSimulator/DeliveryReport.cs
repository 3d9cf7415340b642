namespace Grid.SmsSimulator;

/// <summary>The body of a callback.</summary>
/// <param name="GatewayId">The id that was answered when the message was accepted.</param>
/// <param name="Reason">Why it did not arrive.</param>
/// <param name="At">When it arrived, or was given up.</param>
public sealed record DeliveryReport(string GatewayId, bool Delivered, string? Reason, DateTimeOffset At);
