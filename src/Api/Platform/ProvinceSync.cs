using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Platform;

/// <summary>The sync of the register's province.</summary>
internal static class ProvinceSync
{
    public static IPlatformSyncGrain Of(IGrainFactory grains, IReferenceData reference) =>
        grains.GetGrain<IPlatformSyncGrain>(
            reference.Regions.All.First(region => region.Level == Domain.Regions.RegionLevel.Province).Code.Prefix
        );
}
