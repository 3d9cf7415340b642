using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Grains.Counting;

/// <summary>Replaces the driver's exceptions, which cannot cross to another process.</summary>
internal static class StoreExceptionTranslator
{
    public static Exception Translate(Exception failure) =>
        failure switch
        {
            StoreUnavailableException or RegionUnavailableException or UnknownRegionException => failure,
            _ => new StoreUnavailableException("The counts cannot be read or folded at present.", failure),
        };
}
