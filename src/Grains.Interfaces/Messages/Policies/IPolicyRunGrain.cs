namespace Grid.Grains.Interfaces.Policies;

/// <summary>
/// Looks by each rule at all registered persons, every night, and makes the day's list for civil affairs. One of its kind; what it knows is
/// in the store, so a new activation continues where the last one was.
/// </summary>
[Alias("Grid.IPolicyRunGrain")]
public interface IPolicyRunGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    public const string Only = "policy-runs";

    /// <summary>Continues with what is to be done, unless it is working; harmless at any time.</summary>
    [Alias("Watch")]
    Task Watch();
}
