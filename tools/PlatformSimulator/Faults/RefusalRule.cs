namespace Grid.PlatformSimulator.Faults;

/// <summary>Items that are refused although nothing is wrong with them.</summary>
/// <param name="Kind">Only of this kind.</param>
/// <param name="Key">Only this one.</param>
/// <param name="Region">Only of this region and those below, by its leading digits.</param>
internal sealed record RefusalRule(string Code, string Reason, string? Kind, string? Key, string? Region, FaultRule Rule)
{
    public bool Fits(string kind, string key, string region) =>
        (Kind is null || Kind == kind)
        && (Key is null || Key == key)
        && (Region is null || region.StartsWith(Region, StringComparison.Ordinal));
}
