namespace Grid.Grains.Interfaces.Operations;

/// <summary>Calls to grains that a process made.</summary>
/// <param name="MeanMilliseconds">From call to answer; null when there was none.</param>
public sealed record CallFigures(double PerSecond, double? MeanMilliseconds, double TimedOutPerSecond);
