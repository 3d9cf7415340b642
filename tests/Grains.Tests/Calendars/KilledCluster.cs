using Grid.Grains.Tests.Duties;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Grid.Grains.Tests.Calendars;

/// <summary>A cluster whose silo is killed while calendars are recomputed.</summary>
public sealed class KilledCluster : SpringCluster
{
    public HeldCatchUps Held { get; } = new();

    protected override void Configure(ISiloBuilder silo) => silo.Services.AddSingleton<IOutgoingGrainCallFilter>(Held);
}
