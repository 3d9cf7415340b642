namespace Grid.Api.Notices;

/// <summary>A delivery report that was read.</summary>
internal sealed record DeliveryReport(string GatewayId, bool Delivered, string? Reason, DateTimeOffset At);
