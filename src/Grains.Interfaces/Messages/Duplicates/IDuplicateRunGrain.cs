namespace Grid.Grains.Interfaces.Duplicates;

/// <summary>
/// Works at the runs that look for persons who are in the register twice. One of its kind; what it knows is in the store, so a new activation
/// goes on where the last one was.
/// </summary>
[Alias("Grid.IDuplicateRunGrain")]
public interface IDuplicateRunGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    public const string Only = "duplicate-runs";

    /// <summary>Continues with what is ordered, unless it is running; harmless at any time.</summary>
    [Alias("Watch")]
    Task Watch();
}
