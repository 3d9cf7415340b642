using Grid.Domain.Identity;
using Grid.Grains.Calendars;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Grid.Silo.Clustering;
using Grid.Silo.Hosting;
using Grid.Silo.Reference;
using Grid.Storage;
using Grid.Storage.Consistency;
using Grid.Storage.Persons;
using Grid.Storage.Sealing;
using Grid.Testing;
using Grid.Testing.Databases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.TestingHost;

namespace Grid.Grains.Tests.Clusters;

/// <summary>
/// Two silos on a real database, with a clock that tests move: the processes', the database's and the reminders' together.
/// </summary>
public class GridCluster : IAsyncLifetime
{
    private readonly FakeTimeProvider reminderClock = new();
    private NpgsqlDataSource dataSource = null!;

    public GridCluster() { }

    /// <summary>One whose clocks begin at a moment.</summary>
    protected GridCluster(DateTimeOffset start) => Clock.Advance(start - Clock.GetUtcNow());

    /// <summary>Settings of the silos that differ from the register's own.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    public TestDatabase Database { get; private set; } = null!;

    public InProcessTestCluster Cluster { get; private set; } = null!;

    public MovingClock Clock { get; } = new();

    public RegisterSecrets Secrets { get; } = new(KeyRing.Create(SealAlgorithm.Aes256Gcm), RegisterKey.Create(KeyedHash.HmacSha256));

    public virtual async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        dataSource = NpgsqlDataSource.Create(Database.ApplicationConnectionString);
        await ExecuteAsync("UPDATE clock_offset SET amount = $1", Clock.Offset);
        reminderClock.SetUtcNow(Clock.GetUtcNow());
        var files = ReferenceFiles.Load(folder: null);
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ClusterId = builder.Options.ServiceId = GridSettings.ServiceId;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo(
            (_, silo) =>
            {
                var services = silo.Services;
                services.AddSingleton<TimeProvider>(Clock);
                services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, reminderClock);
                var reference = new ReferenceData(files); // Each silo has its own, as processes do.
                services.AddSingleton(reference);
                services.AddSingleton<IReferenceData>(reference);
                services.Configure<CalendarOptions>(options => (options.Poll, options.PageSize) = (TimeSpan.FromMilliseconds(100), 10));
                services.AddHostedService<CalendarWatcher>();
                services.AddGridGrains(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
                services.AddGridStorage(dataSource, Secrets);
                services.AddGridRegistry();
                services.AddGridCounting();
                ClusterSetup.ConfigureStores(silo, Database.ApplicationConnectionString);
                Configure(silo);
                silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(20));
                silo.Configure<ClusterMembershipOptions>(options =>
                {
                    options.ProbeTimeout = TimeSpan.FromSeconds(1);
                    options.NumMissedProbesLimit = 2;
                    options.NumVotesForDeathDeclaration = 1;

                    // Orleans takes a silo's start from the machine's clock and the present from ours: after a test has moved it by more
                    // than this time, a silo that joins would be declared dead at once.
                    options.EvictWhenMaxJoinAttemptTimeExceeded = false;
                });
            }
        );
        builder.ConfigureClient(client =>
        {
            ClusterSetup.AddMessages(client.Services);
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(20));
        });
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    /// <summary>What a test has otherwise in each of its silos.</summary>
    protected virtual void Configure(ISiloBuilder silo) { }

    /// <summary>The grain of an identity number.</summary>
    public IPersonGrain Person(IdentityNumber number) => Person(Id(number));

    public IPersonGrain Person(PersonId id) => Cluster.Client.GetGrain<IPersonGrain>(id.ToString());

    public PersonId Id(IdentityNumber number) => new PersonIdentifier(Secrets.RegisterKey).Identify(number);

    /// <summary>A service of the first silo.</summary>
    public T Service<T>()
        where T : notnull => ((InProcessSiloHandle)Cluster.Silos[0]).ServiceProvider.GetRequiredService<T>();

    /// <summary>Moves all clocks to a moment; never back.</summary>
    public Task AdvanceToAsync(DateTimeOffset moment) =>
        moment - Clock.GetUtcNow() is { Ticks: > 0 } by ? AdvanceAsync(by) : Task.CompletedTask;

    /// <summary>Moves the clocks of processes and database, then that of the reminders, whose timers come due by it.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await AdvanceUnheardAsync(by);
        reminderClock.Advance(by);
    }

    /// <summary>Time passes while nothing ticks, as in an outage; the reminders notice it when their clock is moved.</summary>
    public async Task AdvanceUnheardAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await ExecuteAsync("UPDATE clock_offset SET amount = $1", Clock.Offset);
    }

    /// <summary>Moves the reminders' clock to the present.</summary>
    public void HearOf(TimeSpan passed) => reminderClock.Advance(passed);

    /// <summary>One value, read as the owner.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What the store's own check finds wrong; empty when all tables agree.</summary>
    public async Task<IReadOnlyDictionary<string, long>> FaultsAsync()
    {
        await using var connection = await OpenAsync();
        return (await ConsistencyChecks.CheckAsync(connection)).Where(check => check.Value != 0).ToDictionary();
    }

    /// <summary>A statement as the owner.</summary>
    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Locks a table against writes until the result is disposed; it can be read.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string table)
    {
        var connection = await OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = Command(connection, $"LOCK TABLE {table} IN EXCLUSIVE MODE", []);
        await command.ExecuteNonQueryAsync();
        return new HeldTable(connection, transaction);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await dataSource.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Without a pool: a test that cuts all connections must not meet a dead one of its own.</summary>
    private async Task<NpgsqlConnection> OpenAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(Database.OwnerConnectionString) { Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }

    private sealed class HeldTable(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}

/// <summary>Tests that share one cluster, one after the other; each uses persons of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedCluster : ICollectionFixture<GridCluster>
{
    public const string Name = "cluster";
}
