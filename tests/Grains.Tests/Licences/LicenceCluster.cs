using Grid.Grains.Tests.Persons.Duties;
using Grid.Storage.Persons;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Grid.Grains.Tests.Licences;

/// <summary>A cluster that is connected to electronic licences.</summary>
public sealed class LicenceCluster : SpringCluster
{
    protected override void Configure(ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.Configure<RegistryOptions>(options => options.Licences = true);
    }
}
