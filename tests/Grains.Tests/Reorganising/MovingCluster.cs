using System.Text;
using System.Text.Json.Nodes;
using Grid.Domain.Data;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Reorganising;
using Grid.Grains.Tests.Clusters;
using Grid.Silo.Reference;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Grid.Grains.Tests.Reorganising;

/// <summary>A cluster in which an office ends, and whose silo is killed while an order moves the office's cases.</summary>
public sealed class MovingCluster() : GridCluster(new DateTimeOffset(2026, 3, 12, 10, 0, 0, TimeSpan.FromHours(8)))
{
    public HeldGrainCalls Held { get; } = new(CaseMoveGrain.TypeName, "MoveToSuccessor");

    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Grid:CaseMoves:PageSize"] = "10",
            ["Grid:CaseMoves:AtOnce"] = "2",
            ["Grid:CaseMoves:Pause"] = "00:00:00.200",
        };

    /// <summary>All silos load files in which these offices have ended.</summary>
    public void End(DateOnly last, params (string Office, string Successor)[] ended)
    {
        foreach (var silo in Cluster.Silos)
            End((InProcessSiloHandle)silo, last, ended);
    }

    /// <summary>One silo loads them, as one process does before the others.</summary>
    public static void End(InProcessSiloHandle silo, DateOnly last, params (string Office, string Successor)[] ended)
    {
        var json = JsonNode.Parse(EmbeddedData.Read("offices/36.json").Content.Span)!;
        foreach (var row in json["offices"]!.AsArray())
        {
            if (ended.FirstOrDefault(one => one.Office == (string)row!["code"]!) is { Successor: { } successor })
                (row!["to"], row["successor"]) = (last.ToString("yyyy-MM-dd", null), successor);
        }

        var data = (ReferenceData)silo.ServiceProvider.GetRequiredService<IReferenceData>();
        data.Replace(
            ReferenceFiles.Load(folder: null) with
            {
                Offices = OfficeDirectory.Parse(data.Regions, new DataFile("offices/36.json", Encoding.UTF8.GetBytes(json.ToJsonString()))),
            }
        );
    }

    protected override void Configure(ISiloBuilder silo)
    {
        silo.Services.AddGridCaseMoves(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
        silo.Services.AddSingleton<IOutgoingGrainCallFilter>(Held);
    }
}
