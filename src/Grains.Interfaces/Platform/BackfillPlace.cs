namespace Grid.Grains.Interfaces.Platform;

/// <summary>The registration that was looked at last, in the order of the walk.</summary>
public sealed record BackfillPlace(DateOnly Day, string Number);
