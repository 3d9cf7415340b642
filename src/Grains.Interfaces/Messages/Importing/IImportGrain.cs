namespace Grid.Grains.Interfaces.Importing;

/// <summary>
/// Works at imports from earlier systems, one after the other. One of its kind; what it knows is in the store, so a new activation goes
/// on where the last one was.
/// </summary>
[Alias("Grid.IImportGrain")]
public interface IImportGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    public const string Only = "imports";

    /// <summary>Continues with what is ordered, unless it is running; harmless at any time.</summary>
    [Alias("Watch")]
    Task Watch();
}
