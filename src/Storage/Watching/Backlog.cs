namespace Grid.Storage.Watching;

/// <summary>The state of an outbox, or of what operators must look at.</summary>
/// <param name="Waiting">Rows that wait to be done.</param>
/// <param name="Oldest">Since when the oldest of them waits; null when none does.</param>
/// <param name="Listed">Rows that wait for an operator.</param>
public sealed record Backlog(string Outbox, long Waiting, DateTimeOffset? Oldest, long Listed);
