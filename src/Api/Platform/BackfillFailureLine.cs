namespace Grid.Api.Platform;

/// <summary>A registration of which a backfill could make nothing.</summary>
/// <param name="Trouble">Name of the error.</param>
public sealed record BackfillFailureLine(string Registration, string Trouble, DateTimeOffset At);
