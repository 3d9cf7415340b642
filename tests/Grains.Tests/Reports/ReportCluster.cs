using Grid.Grains.Tests.Counting;
using Microsoft.Extensions.Configuration;
using Orleans.Hosting;

namespace Grid.Grains.Tests.Reports;

/// <summary>A cluster that counts and reports; begins two hours before the period of March 2026 ends.</summary>
public sealed class ReportCluster : CountingCluster
{
    protected override void Configure(ISiloBuilder silo)
    {
        base.Configure(silo);
        silo.Services.AddGridReports(new ConfigurationBuilder().Build());
    }
}
