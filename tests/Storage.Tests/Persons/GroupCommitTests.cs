using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Persons;
using Grid.Testing.Databases;
using Npgsql;
using Orleans;

namespace Grid.Storage.Tests.Persons;

/// <summary>Fifty persons in one group, and one thing that goes wrong: it affects the person concerned, or none.</summary>
public sealed class GroupCommitTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int Size = 50;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_fifty_are_committed_in_one_group()
    {
        await using var register = NewRegister(out var faults);
        var results = await WriteGroupAsync(register, faults, 1000);
        Assert.All(results, Assert.Null);
        Assert.Equal([1, Size], faults.Sizes);
        await AssertCommittedAsync(register, 1000, [.. Enumerable.Range(0, Size)]);
    }

    [Fact]
    public async Task A_duplicate_registration_number_fails_alone()
    {
        await using var register = NewRegister(out var faults);
        var taken = Sample.Registration(2007).Number;
        await using (var earlier = new Register(database.ApplicationConnectionString))
        {
            await earlier.AppendAsync(earlier.IdOf(2900), sequence =>
                Sample.SmallCommit(sequence) with
                {
                    Registrations =
                    [
                        new RegistrationRow(
                            true,
                            Sample.Registration(2900) with
                            {
                                Number = taken,
                            },
                            Sample.Region,
                            RegistrationRowStatus.Active,
                            null,
                            null
                        ),
                    ],
                }
            );
        }

        var results = await WriteGroupAsync(register, faults, 2000);
        var refused = Assert.IsType<StoreRefusedException>(Assert.Single(results, result => result is not null));
        Assert.Same(refused, results[7]);
        Assert.True(refused.Duplicate);
        Assert.Equal("registration_pkey", refused.Constraint);
        Assert.DoesNotContain(taken.Value, refused.ToString(), StringComparison.Ordinal);
        Assert.Contains(Size, faults.Sizes);
        await AssertCommittedAsync(register, 2000, [.. Enumerable.Range(0, Size).Where(i => i != 7)]);
    }

    [Fact]
    public async Task An_oversized_value_fails_alone()
    {
        await using var register = NewRegister(out var faults);
        var results = await WriteGroupAsync(register, faults, 3000, (i, record) =>
            i == 11 ? record with { Details = record.Details! with { Address = new string('长', 300_000) } } : record
        );
        Assert.Equal(
            "person_state_size",
            Assert.IsType<StoreRefusedException>(Assert.Single(results, result => result is not null)).Constraint
        );
        Assert.NotNull(results[11]);
        await AssertCommittedAsync(register, 3000, [.. Enumerable.Range(0, Size).Where(i => i != 11)]);
    }

    [Fact]
    public async Task A_second_active_registration_fails_alone()
    {
        await using var register = NewRegister(out var faults);
        var results = await WriteGroupAsync(register, faults, 3500, commit: (i, commit) =>
            i == 3
                ? commit with
                {
                    Registrations =
                    [
                        .. commit.Registrations,
                        new RegistrationRow(true, Sample.Registration(999_000), Sample.Region, RegistrationRowStatus.Active, null, null),
                    ],
                }
                : commit
        );
        Assert.Equal(
            "registration_one_active",
            Assert.IsType<StoreRefusedException>(Assert.Single(results, result => result is not null)).Constraint
        );
        await AssertCommittedAsync(register, 3500, [.. Enumerable.Range(0, Size).Where(i => i != 3)]);
    }

    [Fact]
    public async Task A_deadlock_with_another_session_fails_nobody()
    {
        await using var register = NewRegister(out var faults);
        await PrepareAsync(register, 4000);
        var ordered = Enumerable.Range(0, Size).Select(i => register.IdOf(4000 + i)).Order().ToArray();

        // Only a superuser may give itself more patience than ours: the group is to be the victim.
        var superuser = new NpgsqlConnectionStringBuilder(await PostgresServer.GetOwnerConnectionStringAsync(Cancellation))
        {
            Database = database.Database.Name,
            Pooling = false,
        };
        await using var other = new NpgsqlConnection(superuser.ConnectionString);
        await other.OpenAsync(Cancellation);
        await ExecuteAsync(other, "SET deadlock_timeout = '60s'");
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await LockAsync(other, ordered[^1]);

        var writing = WriteGroupAsync(register, faults, 4000, append: true);
        await using (var watcher = new NpgsqlConnection(superuser.ConnectionString))
        {
            await watcher.OpenAsync(Cancellation);
            while (
                await ScalarAsync<long>(
                    watcher,
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                ) == 0
            )
            {
                Cancellation.ThrowIfCancellationRequested();
            }
        }

        // Now the group holds the first and waits for the last.
        await LockAsync(other, ordered[0]);
        await transaction.RollbackAsync(Cancellation);
        Assert.All(await writing, Assert.Null);
        Assert.Equal([1, Size, .. Enumerable.Repeat(1, Size)], faults.Sizes); // The group was the victim, and went one by one.
        await AssertCommittedAsync(register, 4000, [.. Enumerable.Range(0, Size)], events: 2);
    }

    [Fact]
    public async Task A_session_that_is_ended_in_the_middle_fails_nobody()
    {
        await using var register = NewRegister(out var faults);
        await PrepareAsync(register, 5000);
        await using var other = new NpgsqlConnection(database.OwnerConnectionString);
        await other.OpenAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await LockAsync(other, register.IdOf(5025));

        var writing = WriteGroupAsync(register, faults, 5000, append: true);
        var superuser = new NpgsqlConnectionStringBuilder(await PostgresServer.GetOwnerConnectionStringAsync(Cancellation))
        {
            Database = database.Database.Name,
            Pooling = false,
        };
        await using (var watcher = new NpgsqlConnection(superuser.ConnectionString))
        {
            await watcher.OpenAsync(Cancellation);
            const string End =
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            while (await ScalarAsync<long>(watcher, End) == 0)
                Cancellation.ThrowIfCancellationRequested();
        }

        await transaction.RollbackAsync(Cancellation);
        Assert.All(await writing, Assert.Null);
        await AssertCommittedAsync(register, 5000, [.. Enumerable.Range(0, Size)], events: 2);
    }

    [Theory]
    [InlineData(true, 6000)]
    [InlineData(false, 7000)]
    public async Task A_connection_cut_at_the_commit_fails_nobody_and_doubles_nothing(bool afterTheEffect, int first)
    {
        await using var proxy = new CuttingProxy(database.ApplicationConnectionString);
        await using var register = NewRegister(out var faults, proxy.ConnectionString);
        faults.BeforeNext = () =>
        {
            faults.BeforeNext = null;
            if (afterTheEffect)
                proxy.CutNextAnswer();
            else
                proxy.CutNextRequest();
        };
        Assert.All(await WriteGroupAsync(register, faults, first), Assert.Null);
        Assert.Equal(1, proxy.Cuts);
        await AssertCommittedAsync(register, first, [.. Enumerable.Range(0, Size)]);
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_found_out_is_called_unknown()
    {
        await using var proxy = new CuttingProxy(database.ApplicationConnectionString);
        await using var register = NewRegister(
            out var faults,
            proxy.ConnectionString,
            new RegistryOptions { WriterLoops = 1, OutcomeTimeout = TimeSpan.FromMilliseconds(200) }
        );
        faults.BeforeNext = () =>
        {
            faults.BeforeNext = null;
            proxy.Refuse(true);
            proxy.CutNextAnswer();
        };
        Assert.All(await WriteGroupAsync(register, faults, 8000), error => Assert.IsType<OutcomeUnknownException>(error));
        proxy.Refuse(false);
        await using var direct = new Register(database.ApplicationConnectionString, secrets: register.Secrets);
        await AssertCommittedAsync(direct, 8000, [.. Enumerable.Range(0, Size)]);
    }

    private Register NewRegister(out PausedCommits faults, string? connectionString = null, RegistryOptions? options = null)
    {
        faults = new PausedCommits();
        return new Register(
            connectionString ?? database.ApplicationConnectionString,
            options ?? new RegistryOptions { WriterLoops = 1 },
            faults
        );
    }

    /// <summary>The persons exist, with one event each, written by another silo.</summary>
    private async Task PrepareAsync(Register register, int first)
    {
        await using var earlier = new Register(database.ApplicationConnectionString, secrets: register.Secrets);
        await Task.WhenAll(Enumerable.Range(first, Size).Select(earlier.AddAsync));
    }

    /// <summary>Fifty writes as one group; for each the exception, or null.</summary>
    private static async Task<Exception?[]> WriteGroupAsync(
        Register register,
        PausedCommits faults,
        int first,
        Func<int, PersonRecord, PersonRecord>? change = null,
        Func<int, PersonCommit, PersonCommit>? commit = null,
        bool append = false
    )
    {
        var states = await Task.WhenAll(Enumerable.Range(first, Size).Select(n => register.ReadAsync(register.IdOf(n))));
        var held = register.AppendAsync(register.IdOf(first + 500_000), sequence => Sample.SmallCommit(sequence));
        await faults.Held;
        var writes = states.Select((state, i) => Record.ExceptionAsync(() => WriteAsync(i, state)).AsTask()).ToList();
        faults.Release();
        await held;
        return await Task.WhenAll(writes);

        Task WriteAsync(int i, GrainState<PersonState> state)
        {
            var person = register.IdOf(first + i);
            if (append)
            {
                return register.AppendAsync(state, person, sequence =>
                    Sample.SmallCommit(sequence, Sample.Receipt(person, $"group-{first + i}"))
                );
            }

            var record = Sample.Record(person, first + i);
            var full = Sample.FullCommit(record, first + i);
            return register.WriteAsync(state, change is null ? record : change(i, record), commit is null ? full : commit(i, full));
        }
    }

    /// <summary>Exactly these have exactly so many events, and receipts as many.</summary>
    private static async Task AssertCommittedAsync(Register register, int first, int[] expected, int events = 1)
    {
        var persons = Enumerable.Range(first, Size).Select(n => register.IdOf(n)).ToArray();
        var ids = persons.Select(person => person.ToGuid()).ToArray();
        Assert.Equal(
            expected.Length,
            await register.ScalarAsync<long>("SELECT count(*) FROM person WHERE person_id = ANY($1) AND version = $2", ids, (long)events)
        );
        foreach (var table in (string[])["journal", "receipt"])
        {
            Assert.Equal(
                expected.Length * events,
                await register.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE person_id = ANY($1)", ids)
            );
            Assert.Equal(
                expected.Length,
                await register.ScalarAsync<long>($"SELECT count(DISTINCT person_id) FROM {table} WHERE person_id = ANY($1)", ids)
            );
        }

        foreach (var i in expected)
            Assert.Equal(events, (await register.ReadAsync(persons[i])).State!.Record!.Sequence);
    }

    private static Task LockAsync(NpgsqlConnection connection, PersonId person) =>
        ExecuteAsync(connection, "SELECT FROM person WHERE person_id = $1 FOR UPDATE", person.ToGuid());

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
