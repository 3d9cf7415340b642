namespace Grid.Grains.Interfaces.Operations;

/// <summary>Activations of one type of grain in a silo.</summary>
public sealed record GrainTypeCount(string Type, long Count);
