using Grid.Grains.Waking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Grid.Grains.Tests.Platform;

/// <summary>Nobody wakes the sync: only its reminder can.</summary>
public sealed class UnwatchedCluster : SyncCluster
{
    protected override void Configure(ISiloBuilder silo)
    {
        base.Configure(silo);
        foreach (
            var watch in silo
                .Services.Where(service =>
                    service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(SingletonGrainActivator)
                )
                .ToArray()
        )
            silo.Services.Remove(watch);
    }
}
