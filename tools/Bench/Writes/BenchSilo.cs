using System.Net;
using System.Net.Sockets;
using Grid.Grains;
using Grid.Grains.Interfaces.Reference;
using Grid.Silo.Clustering;
using Grid.Silo.Hosting;
using Grid.Silo.Reference;
using Grid.Storage;
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
/// A silo in this process, put together from the same parts as the register's own: the person's grain, its storage, the reminder service. It is a cluster of
/// its own, so that two of them can stand side by side over one database, each with its persons.
/// </summary>
internal static class BenchSilo
{
    /// <summary>Beside the writers' own connections; a server allows a hundred by default.</summary>
    private const int StockConnections = 40;

    public static async Task<IHost> StartAsync(string name, NpgsqlDataSource source, string database, RegisterSecrets secrets, RegistryOptions? registry, TimeProvider clock, CancellationToken cancelled)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("Orleans", LogLevel.Error);
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
            services.AddGrainStorage(RegistryStorage.ProviderName, (_, _) => new RegistryStorage(new RegistryServices
            {
                Source = source,
                Secrets = secrets,
                Clock = clock,
                ServiceId = GridSettings.ServiceId,
                Options = registry,
            }));
        }

        var stock = new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = StockConnections }.ConnectionString;
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort());
            ClusterSetup.ConfigureStores(silo, stock);
            silo.Configure<ClusterOptions>(options => options.ClusterId = name);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(30));
        });
        var host = builder.Build();
        await host.StartAsync(cancelled);
        return host;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
