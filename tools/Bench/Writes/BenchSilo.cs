using System.Net;
using System.Net.Sockets;
using Grid.Bench.Databases;
using Grid.Grains;
using Grid.Grains.Interfaces.Reference;
using Grid.Silo.Clustering;
using Grid.Silo.Reference;
using Grid.Storage;
using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Persons;
using Grid.Storage.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Reminders;
using Orleans.Runtime.Hosting;

namespace Grid.Bench.Writes;

/// <summary>
/// A silo in this process over a fresh database, put together from the same parts as the register's own: the person's grain, its storage,
/// the reminder service.
/// </summary>
internal sealed class BenchSilo : IAsyncDisposable
{
    /// <summary>Of the stock storage and the reminder service, beside the writers' own.</summary>
    private const int StockConnections = 40;

    private readonly IHost host;
    private readonly NpgsqlDataSource dataSource;

    private readonly bool ownsDatabase;

    private BenchSilo(BenchDatabase database, NpgsqlDataSource source, IHost host, bool ownsDatabase) =>
        (Database, dataSource, this.host, this.ownsDatabase) = (database, source, host, ownsDatabase);

    public BenchDatabase Database { get; }

    public IServiceProvider Services => host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts one.</summary>
    /// <param name="server">The server on which it makes its database.</param>
    /// <param name="registry">How persons are written; null for the register's own options.</param>
    /// <param name="isUnchained">Writes get no MACs and are not logged.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async Task<BenchSilo> StartAsync(
        string server,
        RegistryOptions? registry,
        bool isUnchained,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        return await StartAsync(
            await BenchDatabase.CreateAsync(server, cancelled),
            NewSecrets(),
            registry,
            isUnchained,
            clock,
            ownsDatabase: true,
            cancelled
        );
    }

    /// <summary>Starts one over a database that is there, and stays when the silo stops.</summary>
    /// <param name="database">The database.</param>
    /// <param name="secrets">Those with which it was written.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancelled">Gives up.</param>
    public static Task<BenchSilo> StartAsync(
        BenchDatabase database,
        RegisterSecrets secrets,
        TimeProvider clock,
        CancellationToken cancelled
    ) => StartAsync(database, secrets, registry: null, isUnchained: false, clock, ownsDatabase: false, cancelled);

    public static RegisterSecrets NewSecrets() => new(KeyRing.Create(SealAlgorithm.Aes256Gcm), RegisterKey.Create(KeyedHash.HmacSha256));

    private static async Task<BenchSilo> StartAsync(
        BenchDatabase database,
        RegisterSecrets secrets,
        RegistryOptions? registry,
        bool isUnchained,
        TimeProvider clock,
        bool ownsDatabase,
        CancellationToken cancelled
    )
    {
        var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        var silo = new BenchSilo(database, source, Build(database, source, secrets, registry, isUnchained, clock), ownsDatabase);
        try
        {
            await silo.host.StartAsync(cancelled);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await host.StopAsync();
        }
        finally
        {
            host.Dispose();
            await dataSource.DisposeAsync();
            if (ownsDatabase)
                await Database.DisposeAsync();
        }
    }

    private static IHost Build(
        BenchDatabase database,
        NpgsqlDataSource source,
        RegisterSecrets secrets,
        RegistryOptions? registry,
        bool isUnchained,
        TimeProvider clock
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        var services = builder.Services;
        services.AddSingleton(clock);
        services.AddKeyedSingleton(ReminderTimeProviderNames.Reminders, clock);
        services.AddSingleton<IReferenceData>(new ReferenceData(ReferenceFiles.Load(null)));
        services.AddGridStorage(source, secrets);
        services.AddGridRegistry();
        services.AddGridGrains(builder.Configuration);
        if (registry is not null)
        {
            // More writers than the register itself would be given: the baseline gets what is best for it.
            services.AddGrainStorage(RegistryStorage.ProviderName, (provider, _) => new RegistryStorage(
                    new RegistryServices
                    {
                        Source = source,
                        Secrets = secrets,
                        Clock = clock,
                        ServiceId = provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<ClusterOptions>>().Value.ServiceId,
                        Options = registry,
                        IsUnchained = isUnchained,
                    }
                ));
        }

        var stock = new NpgsqlConnectionStringBuilder(database.ApplicationConnectionString)
        {
            MaxPoolSize = StockConnections,
        }.ConnectionString;
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort());
            ClusterSetup.ConfigureStores(silo, stock);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(30));
        });
        services.AddGridCounting();
        if (!isUnchained)
        {
            // Moving entries to the tree is part of the cost; every ten seconds, so that each round has its share.
            builder.Configuration[$"{CheckpointOptions.Section}:{nameof(CheckpointOptions.Interval)}"] = "00:00:10";
            services.AddGridCheckpoints(builder.Configuration);
        }

        return builder.Build();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
