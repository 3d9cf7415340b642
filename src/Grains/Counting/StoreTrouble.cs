using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Grains.Counting;

/// <summary>What of a failure may cross to another process: the driver's exceptions cannot.</summary>
internal static class StoreTrouble
{
    public static Exception Told(Exception failure) => failure switch
    {
        StoreUnavailableException or RegionUnavailableException or UnknownRegionException => failure,
        _ => new StoreUnavailableException("The counts cannot be read or folded at present.", failure),
    };
}
