using Grid.Domain.Json;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Silo.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Grid.Silo.Clustering;

/// <summary>
/// How silos and clients find each other: through the database and nothing else. Several silos, on one or many machines, need the
/// same database and the same keys.
/// </summary>
public static class ClusterSetup
{
    /// <summary>The provider's name for Npgsql.</summary>
    public const string Invariant = "Npgsql";

    public static void ConfigureSilo(ISiloBuilder silo, GridSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var timing = settings.Timing;
        var (siloPort, gatewayPort) = SiloPorts.Choose(settings);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, settings.Database));
        silo.ConfigureEndpoints(settings.SiloAddress, siloPort, gatewayPort, listenOnAnyHostAddress: false);
        ConfigureStores(silo, settings.Database);
        silo.Configure<ClusterOptions>(options => options.ClusterId = settings.ClusterId);
        silo.Configure<ClusterMembershipOptions>(options => Membership(options, timing));
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = timing.ResponseTimeout);
    }

    public static void ConfigureClient(IClientBuilder client, GridSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, settings.Database));
        client.Configure<ClusterOptions>(Cluster);
        client.Configure<ClusterOptions>(options => options.ClusterId = settings.ClusterId);
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = settings.Timing.ResponseTimeout);
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = settings.Timing.GatewayRefresh);
        client.UseConnectionRetryFilter<ClusterConnectionRetry>();
        client.Services.AddSingleton<Gateways>();
        client.AddGatewayCountChangedHandler(static provider => provider.GetRequiredService<Gateways>().Changed);
        AddMessages(client.Services);
    }

    /// <summary>
    /// What a silo stores through the stock providers, and under which names. Persons go through <c>registry</c>, not through these.
    /// </summary>
    public static void ConfigureStores(ISiloBuilder silo, string database)
    {
        silo.Configure<ClusterOptions>(Cluster);
        silo.AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (Invariant, database));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, database));
        silo.Services.AddOptions<ReminderOptions>().Configure(Reminders).ValidateOnStart();
        silo.Services.AddSingleton<IValidateOptions<ReminderOptions>, ReminderRefreshCheck>();
        AddMessages(silo.Services);
    }

    /// <summary>
    /// How silos read reminders. The refresh is not longer than the period of a person's reminder, and the window not shorter
    /// (<see cref="ReminderRefreshCheck"/>). The window stays within what the statements return (<c>reminder_settings.loading_window</c>,
    /// which a silo asks for before it starts).
    /// </summary>
    public static void Reminders(ReminderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RefreshReminderListPeriod = TimeSpan.FromMinutes(5);
        options.ReminderLoadingWindow = ReminderRow.Period;
    }

    private static void Cluster(ClusterOptions options) =>
        (options.ClusterId, options.ServiceId) = (GridSettings.ServiceId, GridSettings.ServiceId);

    private static void Membership(ClusterMembershipOptions options, ClusterTiming timing)
    {
        options.ProbeTimeout = timing.ProbeTimeout;
        options.NumMissedProbesLimit = timing.MissedProbes;
        options.TableRefreshTimeout = timing.TableRefresh;
        options.IAmAliveTablePublishTimeout = timing.SignOfLife;
        options.NumMissedTableIAmAliveLimit = timing.MissedSignsOfLife;

        // Two must agree that a silo is dead, so that one whose own network is cut cannot bury the others. Of two silos one suffices:
        // Orleans counts who is left.
        options.NumVotesForDeathDeclaration = 2;
        options.DeathVoteExpirationTimeout = TimeSpan.FromMinutes(2);
        options.EnableIndirectProbes = true;

        // A silo with problems of its own must not wait ever longer for a dead one. That its own pause delayed a probe, it detects by
        // itself.
        options.ExtendProbeTimeoutDuringDegradation = false;
        options.MaxJoinAttemptTime = TimeSpan.FromMinutes(1);
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }

    /// <summary>Domain types have no knowledge of Orleans: they travel as the JSON in which they are stored.</summary>
    public static void AddMessages(IServiceCollection services)
    {
        services.AddSerializer(serializer => serializer.AddJsonSerializer(IsDomainType, DomainJson.Options));
        services.AddSingleton<MessageTypeNames>();
        services.AddSingleton<ITypeConverter>(provider => provider.GetRequiredService<MessageTypeNames>());
        services.AddSingleton<ITypeNameFilter>(provider => provider.GetRequiredService<MessageTypeNames>());
    }

    private static bool IsDomainType(Type type) => type.Namespace?.StartsWith("Grid.Domain", StringComparison.Ordinal) == true;
}
