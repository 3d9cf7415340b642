namespace Grid.PlatformSimulator.Store;

/// <summary>How many items of a kind are held of a day.</summary>
internal sealed record DayTotal(DateOnly Day, string Kind, long Count);
