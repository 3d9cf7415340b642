namespace Grid.Api.Platform;

/// <summary>What was ordered of a backfill.</summary>
/// <param name="Order"><c>pause</c>, <c>resume</c>, <c>cancel</c> or <c>throttle</c>.</param>
public sealed record BackfillOrderView(string Id, string Order, string By, string Reason, DateTimeOffset At, int? Rate, int? Backlog);
