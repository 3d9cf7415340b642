using System.Net;
using Grid.Testing;
using Grid.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Reminders;

namespace Grid.Storage.Tests.Orleans;

/// <summary>
/// A silo and its database: clustering, grain storage and reminders are the stock ADO.NET providers on our statements, with the rights of
/// the application's role. Its reminder clock and the database's are both a hundred days ahead.
/// </summary>
public sealed class OrleansSilo : IAsyncLifetime
{
    public const string ServiceId = "grid-contract";

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(100);

    private IHost host = null!;
    private bool started;

    public TestDatabase Database { get; private set; } = null!;

    public IServiceProvider Services => host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public TickBoard Board => Services.GetRequiredService<TickBoard>();

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        await DatabaseCommands.ExecuteAsync(Database.OwnerConnectionString, "UPDATE clock_offset SET amount = $1", Ahead);
        host = Build("contract");
        // A statement that fails is retried for minutes: a silo starts soon or not at all.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        await host.StartAsync(patience.Token);
        started = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (started)
            await host.StopAsync(CancellationToken.None);
        host.Dispose();
        await Database.DisposeAsync();
    }

    /// <summary>A silo of a cluster on this database, not started.</summary>
    public IHost Build(string cluster)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<TickBoard>();
        builder.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, new MovingClock(Ahead));
        builder.UseOrleans(silo =>
        {
            var ports = FreePorts.Take(2);
            silo.ConfigureEndpoints(IPAddress.Loopback, ports[0], ports[1]);
            silo.Configure<ClusterOptions>(options =>
            {
                options.ServiceId = ServiceId;
                options.ClusterId = cluster;
            });
            silo.UseAdoNetClustering(options =>
            {
                options.Invariant = "Npgsql";
                options.ConnectionString = Database.ApplicationConnectionString;
            });
            silo.AddAdoNetGrainStorageAsDefault(options =>
            {
                options.Invariant = "Npgsql";
                options.ConnectionString = Database.ApplicationConnectionString;
            });
            silo.AddAdoNetGrainStorage("deleting", options =>
            {
                options.Invariant = "Npgsql";
                options.ConnectionString = Database.ApplicationConnectionString;
                options.DeleteStateOnClear = true;
            });
            silo.UseAdoNetReminderService(options =>
            {
                options.Invariant = "Npgsql";
                options.ConnectionString = Database.ApplicationConnectionString;
            });
            silo.Configure<ReminderOptions>(options =>
            {
                options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(1);
                options.RefreshReminderListPeriod = TimeSpan.FromMilliseconds(200);
            });
        });
        return builder.Build();
    }

    /// <summary>A client of the running silo, which finds it through the database; not started.</summary>
    public IHost BuildClient()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options =>
            {
                options.ServiceId = ServiceId;
                options.ClusterId = "contract";
            });
            client.UseAdoNetClustering(options =>
            {
                options.Invariant = "Npgsql";
                options.ConnectionString = Database.ApplicationConnectionString;
            });
        });
        return builder.Build();
    }
}
