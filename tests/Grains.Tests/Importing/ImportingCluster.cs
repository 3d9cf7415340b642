using Grid.Grains.Importing;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Persons;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.Counting;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.TestingHost;

namespace Grid.Grains.Tests.Importing;

/// <summary>A cluster that imports, and whose silo is killed while it does.</summary>
public sealed class ImportingCluster() : GridCluster(new DateTimeOffset(2026, 3, 12, 10, 0, 0, TimeSpan.FromHours(8)))
{
    public HeldGrainCalls Held { get; } = new(ImportGrain.TypeName, "ImportCases");

    /// <summary>Calls that take over contacts, services and exits.</summary>
    public HeldGrainCalls HeldHistory { get; } = new(ImportGrain.TypeName, "ImportHistory");

    /// <summary>Calls with which a record hands its case to the one that it was linked to.</summary>
    public HeldGrainCalls HeldMoves { get; } = new(PersonGrain.TypeName, nameof(IPersonGrain.TakeOverCase));

    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Grid:Imports:PageSize"] = "100", ["Grid:Imports:AtOnce"] = "8" };

    protected override void Configure(ISiloBuilder silo)
    {
        silo.Services.AddGridImports(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
        silo.Services.AddSingleton<IOutgoingGrainCallFilter>(Held);
        silo.Services.AddSingleton<IOutgoingGrainCallFilter>(HeldHistory);
        silo.Services.AddSingleton<IOutgoingGrainCallFilter>(HeldMoves);
    }

    public IImports Imports => Service<IImports>();

    public IImportGrain Grain => Cluster.Client.GetGrain<IImportGrain>(IImportGrain.Only);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An import that expects its file.</summary>
    public async Task<Import> BeginAsync(ImportKind kind, bool whole, bool checksOnly, DateOnly? baselineOn)
    {
        var now = Clock.GetUtcNow();
        var import = new Import(
            Guid.CreateVersion7(now),
            "current",
            "切换系统",
            Given.Supervisor,
            baselineOn,
            whole,
            checksOnly,
            ImportStatus.Reading,
            ImportTally.None,
            null,
            now,
            null,
            null,
            null
        )
        {
            Kind = kind,
        };
        Assert.True(await Imports.BeginAsync(import, null, Cancellation));
        Assert.Equal(kind, (await Imports.FindAsync(import.Id, Cancellation))!.Kind);
        return import;
    }

    /// <summary>An import whose file was read to its end.</summary>
    public async Task<Import> OrderAsync(
        ImportKind kind,
        IReadOnlyList<StagedRow> rows,
        bool whole,
        bool checksOnly = false,
        DateOnly? baselineOn = null
    )
    {
        var import = await BeginAsync(kind, whole, checksOnly, baselineOn);
        var upload = Guid.NewGuid();
        Assert.True(await Imports.RestartAsync(import.Id, upload, Cancellation));
        Assert.True(await Imports.StageAsync(import.Id, upload, rows, [], Cancellation));
        Assert.True(await ReadAsync(import, upload, rows));
        return import;
    }

    /// <summary>An upload has come to its end.</summary>
    public Task<bool> ReadAsync(Import import, Guid upload, IReadOnlyList<StagedRow> rows) =>
        Imports.ReadAsync(
            new ReadFile(import.Id, upload, rows.Count, 0, IsSound: true, new FileMapping("1", [])),
            Clock.GetUtcNow(),
            Cancellation
        );

    /// <summary>Waits until the import is so far.</summary>
    public async Task<Import> EndAsync(Guid id, ImportStatus status)
    {
        Import? import = null;
        await Wait.UntilAsync(
            async () =>
            {
                await WatchAsync();
                return (import = await Imports.FindAsync(id, Cancellation))!.Status == status;
            },
            $"the import is {status}"
        );
        return import!;
    }

    /// <summary>Kills the silo in which the import walks, and starts another one, where it continues.</summary>
    public async Task KillItsSiloAsync()
    {
        var address = (await this.Management().GetActivationAddress(Grain))!;
        await Cluster.KillSiloAsync(Cluster.Silos.Single(one => one.SiloAddress.Equals(address)));
        Held.Open();
        HeldHistory.Open();
        HeldMoves.Open();
        await Cluster.StartSilosAsync(1, Cancellation);
    }

    /// <summary>The client may still take a silo that was killed for a gateway: it is asked again.</summary>
    private async Task WatchAsync()
    {
        try
        {
            await Grain.Watch();
        }
        catch (Exception e) when (e is ConnectionFailedException or SiloUnavailableException) { }
    }
}
