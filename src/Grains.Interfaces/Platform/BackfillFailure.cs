namespace Grid.Grains.Interfaces.Platform;

/// <summary>A registration that a backfill could make nothing of.</summary>
/// <param name="Registration">失业登记号.</param>
/// <param name="Trouble">Name of the error; it quotes nothing of the person.</param>
public sealed record BackfillFailure(string Registration, string Trouble, DateTimeOffset At);
