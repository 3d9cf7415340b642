namespace Grid.Api.Platform;

/// <summary>What was ordered of an item.</summary>
/// <param name="Order"><c>resend</c>, <c>renew</c>, <c>skip</c> or <c>reportedByHand</c>.</param>
public sealed record ItemOrderView(string Id, string Kind, string Order);
