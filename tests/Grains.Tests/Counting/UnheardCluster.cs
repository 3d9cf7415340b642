using Grid.Grains.Counting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Grid.Grains.Tests.Counting;

/// <summary>Nobody nudges and nobody watches: all nudges are lost.</summary>
public sealed class UnheardCluster : CountingCluster
{
    protected override void Configure(ISiloBuilder silo)
    {
        base.Configure(silo);
        var services = silo.Services;
        foreach (
            var worker in services
                .Where(s => s.ServiceType == typeof(IHostedService) && (s.ImplementationType == typeof(NudgeWorker) || MakesWatch(s)))
                .ToArray()
        )
            services.Remove(worker);
    }

    private static bool MakesWatch(ServiceDescriptor service) => service.ImplementationFactory?.Method.ReturnType == typeof(RegionWatch);
}
