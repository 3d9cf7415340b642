namespace Grid.PlatformSimulator.Control;

/// <summary>An application that was put into a stream.</summary>
/// <param name="Bad">What is wrong with it.</param>
internal sealed record MadeApplication(long Cursor, string? Number, string? Bad);
