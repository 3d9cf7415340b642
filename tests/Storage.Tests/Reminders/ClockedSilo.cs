using System.Collections.Concurrent;
using Grid.Storage.Tests.Orleans;
using Grid.Testing;
using Grid.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Reminders.Diagnostics;

namespace Grid.Storage.Tests.Reminders;

/// <summary>
/// The stock reminder service as the register configures it: refresh 5 minutes, loading window 15, over a database of its own. Its clock
/// and the database's are moved by the test; while they do not move, nothing comes due, so what is asked for can be waited for without
/// racing against time.
/// </summary>
internal sealed class ClockedSilo : IObserver<ReminderEvents.ReminderEvent>, IAsyncDisposable
{
    public static readonly TimeSpan Refresh = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan Period = TimeSpan.FromMinutes(15);

    /// <summary>The first refresh after the load comes within this time.</summary>
    private static readonly TimeSpan Stagger = TimeSpan.FromSeconds(30);

    private const string ServiceId = "clocked";

    private readonly ConcurrentDictionary<string, SemaphoreSlim> armed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> armedAgain = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> ticked = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> events = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2031, 3, 3, 0, 0, 0, TimeSpan.Zero));
    private readonly TestDatabase database;
    private readonly IDisposable subscription;
    private IHost? host;
    private int marks;

    private ClockedSilo(TestDatabase database)
    {
        this.database = database;
        subscription = ReminderEvents.AllEvents.Subscribe(this);
    }

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A database with its clock; the silo is started later.</summary>
    public static async Task<ClockedSilo> CreateAsync()
    {
        var silo = new ClockedSilo(await TestDatabase.CreateAsync(Stop));
        await silo.AdvanceAsync(TimeSpan.Zero);
        return silo;
    }

    /// <summary>
    /// Starts the silo, which loads what is there. The clock moves only when it waits for each of <paramref name="past"/>: a row that is
    /// past is given to it as due in seven seconds, and one for which it begins to wait later than that is next due a period later.
    /// </summary>
    public async Task StartAsync(params string[] past)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<TickBoard>();
        builder.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, clock);
        builder.UseOrleans(silo =>
        {
            var ports = FreePorts.Take(2);
            silo.UseLocalhostClustering(ports[0], ports[1], primarySiloEndpoint: null, ServiceId, clusterId: "clocked");
            silo.AddMemoryGrainStorageAsDefault();
            silo.UseAdoNetReminderService(options =>
                (options.Invariant, options.ConnectionString) = ("Npgsql", database.ApplicationConnectionString)
            );
            silo.Configure<ReminderOptions>(options =>
                (options.RefreshReminderListPeriod, options.ReminderLoadingWindow) = (Refresh, Period)
            );
        });
        host = builder.Build();
        await host.StartAsync(Stop);
        foreach (var key in past)
            await ArmedAsync(key);
        await MarkedAsync(() => AdvanceAsync(Stagger));
    }

    /// <summary>Moves both clocks. What is due by then and loaded ticks.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            "UPDATE clock_offset SET amount = $1 - clock_timestamp()",
            clock.GetUtcNow().UtcDateTime + by
        );
        clock.Advance(by);
    }

    public Task AdvanceToAsync(DateTime moment) => AdvanceAsync(moment - Now);

    /// <summary>Moves the clocks to the next refresh and waits until it is done.</summary>
    public Task RefreshAsync() => MarkedAsync(() => AdvanceAsync(Refresh));

    /// <summary>A row as a person's commit writes it.</summary>
    public Task InsertAsync(string key, DateTime start) =>
        DatabaseCommands.ExecuteAsync(
            database.ApplicationConnectionString,
            "INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash) VALUES ($1, $2, 'duty', $3, $4, $5)",
            ServiceId,
            $"probe/{key}",
            start,
            (long)Period.TotalMilliseconds,
            unchecked((int)GrainId.Parse($"probe/{key}").GetUniformHashCode())
        );

    public Task MoveAsync(string key, DateTime start, int raise) =>
        DatabaseCommands.ExecuteAsync(
            database.ApplicationConnectionString,
            "UPDATE reminder SET start_time = $2, version = version + $3 WHERE grain_id = $1",
            $"probe/{key}",
            start,
            raise
        );

    /// <summary>Waits until the silo waits for the moment of a row: once for each time that it begins to.</summary>
    public async Task ArmedAsync(string key) =>
        Assert.True(await Armed($"probe/{key}").WaitAsync(TimeSpan.FromMinutes(3), Stop), $"The silo does not wait for {key}.");

    /// <summary>
    /// Waits until the silo waits for the tick after one that was delivered; once for each tick. What <see cref="ArmedAsync"/> counts may
    /// also be a second wait for the same tick.
    /// </summary>
    public async Task ArmedAgainAsync(string key) =>
        Assert.True(await ArmedAgain($"probe/{key}").WaitAsync(TimeSpan.FromMinutes(3), Stop), $"The silo does not wait for {key} again.");

    /// <summary>The moment, by the silo's clock, of the next tick.</summary>
    public async Task<DateTime> TickedAsync(string key) => (await StatusAsync(key)).CurrentTickTime;

    /// <summary>The next tick.</summary>
    public async Task<TickStatus> StatusAsync(string key)
    {
        try
        {
            return await host!.Services.GetRequiredService<TickBoard>().NextAsync(key, "duty");
        }
        catch (TimeoutException)
        {
            Assert.Fail(
                $"No tick of {key} by {Now:O}. The service did: {string.Join("; ", events.Where(line => line.Contains(key, StringComparison.Ordinal)))}"
            );
            throw;
        }
    }

    public void OnNext(ReminderEvents.ReminderEvent value)
    {
        var grain = value.GrainId.ToString();
        events.Enqueue($"{grain} {value.GetType().Name} at {Now:O}");
        switch (value)
        {
            case ReminderEvents.TickCompleted:
                ticked[grain] = true;
                break;
            case ReminderEvents.LocalReminderTickWaitArmed:
                Armed(grain).Release();
                if (ticked.TryRemove(grain, out _))
                    ArmedAgain(grain).Release();
                break;
        }
    }

    public void OnError(Exception error) { }

    public void OnCompleted() { }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }

        subscription.Dispose();
        await database.DisposeAsync();
    }

    private SemaphoreSlim Armed(string grain) => armed.GetOrAdd(grain, _ => new SemaphoreSlim(0));

    private SemaphoreSlim ArmedAgain(string grain) => armedAgain.GetOrAdd(grain, _ => new SemaphoreSlim(0));

    /// <summary>A refresh is done when a row has been seen that was not there before it.</summary>
    private async Task MarkedAsync(Func<Task> act)
    {
        var mark = $"clocked-mark-{++marks}";
        await InsertAsync(mark, Now + Refresh + TimeSpan.FromMinutes(4));
        await act();

        // The service may set the timer of its first refresh only after the clock was moved: then that much time passes again, second by
        // second.
        for (var more = 0; !await Armed($"probe/{mark}").WaitAsync(TimeSpan.FromSeconds(1), Stop); more++)
        {
            if (more > Stagger.TotalSeconds)
                Assert.Fail($"The silo does not wait for {mark}.");
            await AdvanceAsync(TimeSpan.FromSeconds(1));
        }
    }
}
