namespace Grid.Grains.Interfaces.Platform;

/// <summary>A downloaded application that could not be handed over.</summary>
/// <param name="Number">The platform's number; null when it had none.</param>
/// <param name="Field">The field at fault, in the register's names.</param>
public sealed record RefusedApplication(long Id, string Region, string? Number, string? Field, string Reason, DateTimeOffset At);
