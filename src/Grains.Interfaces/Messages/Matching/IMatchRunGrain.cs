namespace Grid.Grains.Interfaces.Matching;

/// <summary>
/// Sends the rows of runs to the persons whom they are about. One of its kind; what it knows is in the store, so a new activation continues
/// where the last one was.
/// </summary>
[Alias("Grid.IMatchRunGrain")]
public interface IMatchRunGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    public const string Only = "match-runs";

    /// <summary>Continues with the runs that there are, unless it is working; harmless at any time.</summary>
    [Alias("Watch")]
    Task Watch();
}
