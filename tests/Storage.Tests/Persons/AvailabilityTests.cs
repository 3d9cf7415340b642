using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Persons;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;
using Orleans;

namespace Grid.Storage.Tests.Persons;

/// <summary>The database goes away and comes back; more is asked than fits; the process stops.</summary>
public sealed class AvailabilityTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = current_database()";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_was_away_is_used_again_when_it_is_back()
    {
        await using var server = await PrivatePostgres.CreateAsync(Cancellation);
        await using var own = await server.CreateDatabaseAsync(Cancellation);
        await using var register = new Register(own.ApplicationConnectionString);
        var state = await register.AddAsync(1);
        var person = register.IdOf(1);

        await server.StopAsync(PostgresStop.Fast, Cancellation);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => register.ReadAsync(register.IdOf(2)));
        var failed = await Record.ExceptionAsync(() => register.AppendAsync(state, person, sequence => Sample.SmallCommit(sequence)));
        Assert.True(failed is StoreUnavailableException or OutcomeUnknownException, $"{failed}");

        await server.StartAsync(Cancellation);
        Exception? error;
        do
        {
            Cancellation.ThrowIfCancellationRequested();
            error = await Record.ExceptionAsync(() => register.AppendAsync(person, sequence => Sample.SmallCommit(sequence)));
        } while (error is StoreUnavailableException); // Until the pause between two attempts to connect is over.
        Assert.Null(error);
        Assert.Equal(2L, await register.ScalarAsync<long>("SELECT version FROM person WHERE person_id = $1", person.ToGuid()));
        Assert.Equal(2L, await register.ScalarAsync<long>("SELECT count(*) FROM journal WHERE person_id = $1", person.ToGuid()));
    }

    /// <summary>
    /// The row was on its way to the default partition, and waits for its lock; when it gets it, the row belongs elsewhere.
    /// </summary>
    [Fact]
    public async Task A_write_that_meets_the_making_of_its_months_partition_is_committed()
    {
        await using var fresh = await TestDatabase.CreateAsync(Cancellation);
        await using var register = new Register(fresh.ApplicationConnectionString);
        await using var owner = new NpgsqlConnection(fresh.OwnerConnectionString);
        await owner.OpenAsync(Cancellation);
        await using var clock = new NpgsqlCommand("UPDATE clock_offset SET amount = $1 - now()", owner);
        clock.Parameters.AddWithValue(Sample.Now.ToUniversalTime());
        await clock.ExecuteNonQueryAsync(Cancellation);
        await using var make = new NpgsqlCommand("SELECT grid_ensure_receipt_partitions()", owner);
        while (await make.ExecuteScalarAsync(Cancellation) is > 0)
        {
            // Whatever months the day of the test asked for: all around the sample's are there in the end, and one of them goes.
        }

        await using var drop = new NpgsqlCommand("DROP TABLE receipt_202611", owner);
        await drop.ExecuteNonQueryAsync(Cancellation);
        await using var making = await owner.BeginTransactionAsync(Cancellation);
        Assert.Equal(1, await make.ExecuteScalarAsync(Cancellation));

        var write = register.AddAsync(1);
        while (
            await register.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'receipt_default'::regclass")
            == 0
        )
        {
            Assert.False(write.IsCompleted, "It did not wait.");
        }

        await making.CommitAsync(Cancellation);
        await write;
        Assert.Equal(1L, await register.ScalarAsync<long>("SELECT count(*) FROM receipt WHERE tableoid = 'receipt_202611'::regclass"));
    }

    /// <summary>
    /// PostgreSQL ends the wait of a client that gives up, and reports the commit as done: the register must not give up.
    /// </summary>
    [Fact]
    public async Task A_write_waits_for_a_standby_that_is_lost_and_is_not_there_before()
    {
        await using var server = await PrivatePostgres.CreateAsync(Cancellation);
        await using var own = await server.CreateDatabaseAsync(Cancellation);
        var options = new RegistryOptions { WriterLoops = 1, StatementTimeout = TimeSpan.FromSeconds(1) };
        await using var register = new Register(own.ApplicationConnectionString, options);
        var person = register.IdOf(1);
        await register.AddAsync(1);
        await SettingAsync(server, "ALTER SYSTEM SET synchronous_standby_names = 'lost'");

        var (write, version) = await WriteThatWaitsAsync(register, person);
        var waited = options.StatementTimeout * 4;
        Assert.NotSame(write, await Task.WhenAny(write, Wait.ForAsync(waited, TestContext.Current.CancellationToken)));
        Assert.Equal(version, await register.ScalarAsync<long>("SELECT version FROM person WHERE person_id = $1", person.ToGuid()));
        Assert.Equal(1L, await register.ScalarAsync<long>(Waiting));

        await SettingAsync(server, "ALTER SYSTEM RESET synchronous_standby_names");
        await write;
        Assert.Equal(version + 1, await register.ScalarAsync<long>("SELECT version FROM person WHERE person_id = $1", person.ToGuid()));
    }

    /// <summary>A stop that may wait no longer does not wait for the standby either.</summary>
    [Fact]
    public async Task A_stop_leaves_a_write_that_waits_for_its_standby()
    {
        await using var server = await PrivatePostgres.CreateAsync(Cancellation);
        await using var own = await server.CreateDatabaseAsync(Cancellation);
        await using var register = new Register(own.ApplicationConnectionString, new RegistryOptions { WriterLoops = 1 });
        await register.AddAsync(1);
        await SettingAsync(server, "ALTER SYSTEM SET synchronous_standby_names = 'lost'");
        var (write, _) = await WriteThatWaitsAsync(register, register.IdOf(1));

        await register.Storage.StopAsync(new CancellationToken(canceled: true));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => write);
        await SettingAsync(server, "ALTER SYSTEM RESET synchronous_standby_names");
    }

    [Fact]
    public async Task Connections_that_died_while_idle_are_not_noticed_by_anybody()
    {
        await using var own = await TestDatabase.CreateAsync(Cancellation);
        await using var register = new Register(own.ApplicationConnectionString);
        for (var n = 0; n < 5; n++)
        {
            await register.AddAsync(n);
            Assert.NotEqual(0, await own.CutConnectionsAsync(Cancellation));
        }

        Assert.Equal(
            5,
            (await Task.WhenAll(Enumerable.Range(0, 5).Select(n => register.ReadAsync(register.IdOf(n))))).Count(read => read.RecordExists)
        );
    }

    [Fact]
    public async Task What_does_not_fit_is_turned_away_at_once()
    {
        using var faults = new PausedCommits();
        await using var register = new Register(
            database.ApplicationConnectionString,
            new RegistryOptions { WriterLoops = 1, QueueCapacity = 3 },
            faults
        );
        var held = register.AppendAsync(register.IdOf(100), sequence => Sample.SmallCommit(sequence));
        await faults.Held;
        var states = await Task.WhenAll(
            Enumerable.Range(101, 5).Select(async n => (Person: register.IdOf(n), State: await ReadOneAsync(register, n)))
        );
        var writes = states
            .Select(write => register.AppendAsync(write.State, write.Person, sequence => Sample.SmallCommit(sequence)))
            .ToArray();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writes[3]);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writes[4]);
        faults.Release();
        await held;
        await Task.WhenAll(writes[..3]);
        Assert.Equal([1, 3], faults.Sizes);
    }

    [Fact]
    public async Task A_stop_commits_what_waits_and_takes_nothing_more()
    {
        using var faults = new PausedCommits();
        await using var register = new Register(database.ApplicationConnectionString, new RegistryOptions { WriterLoops = 1 }, faults);
        var states = await Task.WhenAll(
            Enumerable.Range(200, 10).Select(async n => (Person: register.IdOf(n), State: await register.ReadAsync(register.IdOf(n))))
        );
        var late = await register.ReadAsync(register.IdOf(300));
        var held = register.AppendAsync(states[0].State, states[0].Person, sequence => Sample.SmallCommit(sequence));
        await faults.Held;
        var writes = states[1..]
            .Select(write => register.AppendAsync(write.State, write.Person, sequence => Sample.SmallCommit(sequence)))
            .ToArray();
        var stopping = register.Storage.StopAsync(Cancellation);
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            register.AppendAsync(late, register.IdOf(300), sequence => Sample.SmallCommit(sequence))
        );
        faults.Release();
        await stopping;
        Assert.All(writes, write => Assert.True(write.IsCompleted || !write.IsFaulted));
        await Task.WhenAll([held, .. writes]);
        Assert.Equal(
            10L,
            await register.ScalarAsync<long>(
                "SELECT count(*) FROM person WHERE person_id = ANY($1)",
                states.Select(write => write.Person.ToGuid()).ToArray()
            )
        );
    }

    [Fact]
    public async Task Cold_persons_that_wait_together_are_each_given_their_own()
    {
        await using var register = new Register(database.ApplicationConnectionString);
        await Task.WhenAll(Enumerable.Range(400, 60).Select(register.AddAsync));
        var reads = await Task.WhenAll(
            Enumerable.Range(400, 120).Concat(Enumerable.Range(400, 10)).Select(n => register.ReadAsync(register.IdOf(n)))
        );
        for (var i = 0; i < reads.Length; i++)
        {
            var n = i < 120 ? 400 + i : 280 + i;
            Assert.Equal(n < 460 ? Sample.Telephone(n) : null, reads[i].State!.Record?.Details!.Telephone);
        }
    }

    /// <summary>
    /// A setting takes effect some time after it was sent to the server: until then writes are committed at once. The version is the one
    /// before the write that waits.
    /// </summary>
    private static async Task<(Task Write, long Version)> WriteThatWaitsAsync(Register register, PersonId person)
    {
        while (true)
        {
            var state = await register.ReadAsync(person);
            var version = await register.ScalarAsync<long>("SELECT version FROM person WHERE person_id = $1", person.ToGuid());
            var write = register.AppendAsync(state, person, sequence => Sample.SmallCommit(sequence));
            while (!write.IsCompleted)
            {
                if (await register.ScalarAsync<long>(Waiting) > 0)
                    return (write, version);
                await Wait.ForAsync(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
            }

            await write;
        }
    }

    private static async Task SettingAsync(PrivatePostgres server, string statement)
    {
        await using var superuser = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(server.SuperuserConnectionString) { Pooling = false }.ConnectionString
        );
        await using (var set = superuser.CreateCommand(statement))
            await set.ExecuteNonQueryAsync(Cancellation);
        await using var reload = superuser.CreateCommand("SELECT pg_reload_conf()");
        await reload.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>One after the other: the reads' queue is as short as the writes'.</summary>
    private static async Task<GrainState<PersonState>> ReadOneAsync(Register register, int n)
    {
        while (true)
        {
            try
            {
                return await register.ReadAsync(register.IdOf(n));
            }
            catch (StoreUnavailableException)
            {
                await Task.Yield();
            }
        }
    }
}
