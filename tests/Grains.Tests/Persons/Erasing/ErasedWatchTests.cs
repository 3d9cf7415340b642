using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Erasing;
using Grid.Grains.Persons.Erasing;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Storage.Chaining;
using Grid.Storage.Erasing;
using Grid.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Grid.Grains.Tests.Persons.Erasing;

/// <summary>A cluster of its own: the erasure of eleven years later takes everybody.</summary>
public sealed class ErasedWatchTests : IAsyncLifetime
{
    private readonly GridCluster cluster = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => cluster.InitializeAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task Who_was_in_memory_is_dropped_and_starts_as_new()
    {
        var number = CitizenNumbers.Next();
        var person = cluster.Person(number);
        var first = await cluster.RegisterAsync(number);
        (await person.RecordExit(Given.Clerk.Ask(Given.Hired(ChinaTime.DateOf(cluster.Clock.GetUtcNow()))))).Accepted();
        var sequence = (await person.RecordAsync()).Sequence;
        await Wait.UntilAsync(async () => await cluster.ScalarAsync<long>("SELECT count(*) FROM count_entry") == 0, "counted");
        await SendAllAsync();
        var watch = new ErasedWatch(cluster.Service<IErasures>(), cluster.Cluster.Client, cluster.Clock, NullLogger<ErasedWatch>.Instance);
        Assert.Equal(0, await watch.LookAsync(Cancellation));

        await using (var owner = NpgsqlDataSource.Create(cluster.Database.OwnerConnectionString))
        {
            var run = new ErasureRun(owner, new ChainKeys(cluster.Secrets), ConfirmedRetention.Rules, new LaterClock(cluster.Clock), []);
            var erased = Assert.Single(await run.EraseAsync("operator-1", Cancellation).ToListAsync(Cancellation));
            Assert.Equal([], erased.Obstacles);
            Assert.True(erased.IsErased);
        }

        // The activation still answers from memory, and a command of it is not committed.
        Assert.NotNull(await person.Read());
        Assert.Equal(1, await watch.LookAsync(Cancellation));
        await Wait.UntilAsync(async () => await person.Read() is null, "dropped");
        Assert.Equal(0, await watch.LookAsync(Cancellation));

        var again = await cluster.RegisterAsync(number);
        var record = await person.RecordAsync();
        Assert.NotEqual(first.Registration, again.Registration);
        Assert.Empty(record.Past);
        Assert.Null(record.Prior);
        Assert.Equal(sequence + 1, record.ErasedThrough);
        Assert.Empty(await cluster.FaultsAsync());
        await using var source = NpgsqlDataSource.Create(cluster.Database.ApplicationConnectionString);
        Assert.Empty((await ChainCheck.RunAsync(source, new ChainKeys(cluster.Secrets), [], Cancellation)).Faults);
    }

    /// <summary>As the platform and the gateway would.</summary>
    private async Task SendAllAsync()
    {
        await cluster.ExecuteAsync(
            """
            WITH gone AS (DELETE FROM platform_item RETURNING *)
            INSERT INTO platform_sent (id, person_id, kind, key, region, office, event_on, commit_id, created_at, outcome, done_at, attempts, round, content)
            SELECT id, person_id, kind, key, region, office, event_on, commit_id, created_at, 'accepted', created_at, 1, round, content FROM gone
            """
        );
        await cluster.ExecuteAsync("DELETE FROM notice");
    }

    private sealed class LaterClock(TimeProvider clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow().AddYears(11);
    }
}
