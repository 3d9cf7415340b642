namespace Grid.Grains.Interfaces.Reorganising;

/// <summary>
/// Works at the orders that move the cases of ended offices. One of its kind; what it knows is in the store, so a new activation goes on
/// where the last one was.
/// </summary>
[Alias("Grid.ICaseMoveGrain")]
public interface ICaseMoveGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    public const string Only = "case-moves";

    /// <summary>Continues with what is ordered, unless it is running; harmless at any time.</summary>
    [Alias("Watch")]
    Task Watch();
}
