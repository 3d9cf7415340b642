using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Duplicates;
using Grid.Storage.Tests.Counting;
using Grid.Storage.Tests.Persons;
using Npgsql;

namespace Grid.Storage.Tests.Duplicates;

/// <summary>A run over a register: whom it finds, how it goes on after a stop, and what it says it has not compared.</summary>
public sealed class DuplicateRunTests : IAsyncLifetime
{
    private ComparedRegister register = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => register = await ComparedRegister.CreateAsync();

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task Two_records_of_one_person_are_found_and_their_likeness_is_explained()
    {
        var permit = await register.PermitAsync("陳大文", "13800000001");
        var citizen = await register.CitizenAsync("陈大文", "13800000001");
        await register.CitizenAsync("李娜", "13800000001", new DateOnly(1986, 7, 30), sequence: 124); // The wife.
        await register.CitizenAsync("陈小文", "13800000001", new DateOnly(2006, 7, 30), sequence: 125); // The son.
        var run = await register.RunAsync();
        Assert.Equal((4, 1, 0, 0), (run.Persons, run.Found, run.NotCompared, run.Unreadable));
        Assert.Equal((run.Steps, Blocking.Kinds.Count), (run.Step, run.Steps));

        var pair = Assert.Single(await register.ListAsync());
        Assert.Equal(((PersonId[])[permit, citizen]).Order(), (PersonId[])[pair.Pair.First, pair.Pair.Second]);
        Assert.Equal((PairStatus.Open, ComparedRegister.Office), (pair.Pair.Status, pair.FirstOffice));
        Assert.Equal(
            [LikenessKind.Same, LikenessKind.Same, LikenessKind.Same, LikenessKind.Same, LikenessKind.Missing, LikenessKind.OtherKind],
            pair.Score.Parts.Select(part => part.Likeness)
        );
        Assert.Equal((2, 4), (pair.Score.Parts[0].Count, pair.Score.Parts[3].Count));
        Assert.True(pair.Score.Bits >= LikenessWeights.BuiltIn.List);
    }

    [Fact]
    public async Task A_run_that_is_stopped_after_each_step_finds_the_same()
    {
        for (var i = 0; i < 20; i++)
        {
            await register.PermitAsync($"陈大{(char)('文' + i)}", $"138000001{i:D2}", ComparedRegister.Born.AddDays(i));
            await register.CitizenAsync($"陈大{(char)('文' + i)}", $"138000001{i:D2}", ComparedRegister.Born.AddDays(i), 101 + (2 * i));
        }

        var run = await register.OrderAsync();
        var small = new DuplicateRunLimits { Slice = 7 };
        var steps = new List<int>();
        for (; run.Status == DuplicateRunStatus.Running; run = (await register.Runs.FindAsync(run.Id, Cancellation))!)
        {
            if (run.Steps > 0 && run.Step < run.Steps)
                steps.Add(run.Step);

            // Each step is done twice, the second time by an activation that does not know of the first, and before it one is broken off.
            using var ended = new CancellationTokenSource();
            await ended.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                register.Runs.StepAsync(run, LikenessWeights.BuiltIn, small, Sample.Now, ended.Token)
            );
            await register.Runs.StepAsync(run, LikenessWeights.BuiltIn, small, Sample.Now, Cancellation);
            await register.Runs.StepAsync(run, LikenessWeights.BuiltIn, small, Sample.Now, Cancellation);
        }

        Assert.Equal((20, 40, 6 * Blocking.Kinds.Count), (run.Found, run.Persons, run.Steps));
        Assert.Equal(20, (await register.ListAsync()).Count);
        Assert.Equal(Enumerable.Range(0, run.Steps), steps); // None was left out because it was done twice.
    }

    [Fact]
    public async Task Only_one_run_is_under_way_and_a_cancelled_one_does_nothing_any_more()
    {
        await register.PermitAsync("陈大文", "13800000001");
        await register.CitizenAsync("陈大文", "13800000001");
        var run = await register.OrderAsync();
        Assert.False(await register.Runs.OrderAsync(run with { Id = Guid.NewGuid() }, null, Cancellation));
        Assert.Equal(run.Id, (await register.Runs.CurrentAsync(Cancellation))!.Id);
        await register.StepAsync(run);
        run = (await register.Runs.FindAsync(run.Id, Cancellation))!;
        Assert.True(await register.Runs.CancelAsync(run.Id, Sample.Now, null, Cancellation));
        Assert.False(await register.Runs.CancelAsync(run.Id, Sample.Now, null, Cancellation));
        for (var i = 0; i < run.Steps; i++)
            await register.StepAsync(run with { Step = i });
        Assert.Empty(await register.ListAsync());
        Assert.Null(await register.Runs.CurrentAsync(Cancellation));
        Assert.Equal(DuplicateRunStatus.Cancelled, Assert.Single(await register.Runs.ListAsync(10, Cancellation)).Status);
    }

    [Fact]
    public async Task Persons_of_older_hosts_are_made_ready_first_and_what_such_a_host_writes_later_too()
    {
        var permit = await register.AddAsync(
            "陈大文",
            Testing.CitizenNumbers.Complete($"810000{ComparedRegister.Born:yyyyMMdd}901"),
            "13800000001",
            ComparedRegister.Office,
            isComparedYet: false
        );
        await register.CitizenAsync("陈大文", "13800000001");
        var first = await register.RunAsync();
        Assert.Equal((1, 0, 2, 1), (first.Prepared, first.Unreadable, first.Persons, first.Found));
        Assert.Equal(0, (await register.RunAsync()).Prepared);

        // As 0815 writes it: without traits.
        await using var older = register.Register.Source.CreateCommand(
            "UPDATE person_search SET name_sealed = name_sealed, telephone_hash = telephone_hash, office = office WHERE person_id = $1"
        );
        older.Parameters.AddWithValue(permit.ToGuid());
        await older.ExecuteNonQueryAsync(Cancellation);
        Assert.Equal(1, (await register.RunAsync()).Prepared);
    }

    [Fact]
    public async Task A_telephone_of_very_many_is_divided_and_the_run_says_what_it_has_not_compared()
    {
        // Two of one surname among many who gave the same telephone; only by it they meet.
        for (var i = 0; i < 12; i++)
            await register.CitizenAsync($"{(char)('王' + i)}伟", "13800000001", ComparedRegister.Born.AddDays(i * 40), sequence: 101 + i);
        var run = await register.RunAsync(new DuplicateRunLimits { Blocks = new BlockLimits(Block: 3, Window: 1) });

        Assert.True(run.NotCompared > 0);
        Assert.Equal(1, run.LargeBlocks);
    }

    [Fact]
    public async Task A_block_that_is_larger_than_memory_is_compared_in_parts()
    {
        for (var i = 0; i < 10; i++)
            await register.CitizenAsync($"王{(char)('伟' + i)}", "13800000001", ComparedRegister.Born.AddYears(i), sequence: 101);
        var run = await register.RunAsync(new DuplicateRunLimits { Held = 4 });

        // By telephone ten meet, in parts of 4, 4 and 2: 45 pairs, of which 6 + 6 + 1 are compared.
        Assert.Equal(32, run.NotCompared);
    }

    [Fact]
    public async Task Pairs_beyond_what_a_step_keeps_are_counted()
    {
        for (var i = 0; i < 4; i++)
            await register.PermitAsync("陈大文", "13800000001", sequence: 901 + (2 * i));
        var run = await register.RunAsync(new DuplicateRunLimits { Pairs = 2 });

        Assert.True(run.NotKept > 0);
        Assert.Equal(2, (await register.ListAsync()).Count); // In each step the first two.
    }

    [Fact]
    public async Task A_pair_that_a_run_does_not_meet_stays_on_the_list_while_the_two_are_alike()
    {
        for (var i = 0; i < 4; i++)
            await register.PermitAsync("陈大文", "13800000001", sequence: 901 + (2 * i));
        Assert.Equal(6, (await register.RunAsync()).Found);

        var run = await register.RunAsync(new DuplicateRunLimits { Pairs = 2 });
        Assert.True(run.NotKept > 0);
        Assert.Equal(0, run.Found);
        Assert.Equal(6, (await register.ListAsync()).Count);

        await register.PermitAsync("李国强", "13900000009", sequence: 901);
        await register.RunAsync(new DuplicateRunLimits { Pairs = 2 });
        Assert.Equal(3, (await register.ListAsync()).Count);
    }

    [Fact]
    public async Task A_step_that_is_killed_after_it_wrote_its_pairs_leaves_nothing_and_is_done_again()
    {
        await register.PermitAsync("陈大文", "13800000001");
        await register.CitizenAsync("陈大文", "13800000001");
        var run = await register.OrderAsync();
        await register.StepAsync(run);
        run = (await register.Runs.FindAsync(run.Id, Cancellation))!;

        await using (var connection = await register.Register.Source.OpenConnectionAsync(Cancellation))
        {
            await using var held = await connection.BeginTransactionAsync(Cancellation);
            await using (var hold = new NpgsqlCommand("SELECT FROM duplicate_run FOR UPDATE", connection))
                await hold.ExecuteNonQueryAsync(Cancellation);
            var step = register.StepAsync(run);
            await Blocked.OneAsync(register.ConnectionString, Cancellation);
            await DatabaseCommands.ScalarAsync<long>(
                register.ConnectionString,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            );
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => step);
        }

        Assert.Equal(0L, await register.Register.ScalarAsync<long>("SELECT count(*) FROM duplicate_pair"));
        while (run.Status == DuplicateRunStatus.Running)
        {
            await register.StepAsync(run);
            run = (await register.Runs.FindAsync(run.Id, Cancellation))!;
        }

        Assert.Equal((1, 6), (run.Found, run.Step));
        Assert.Single(await register.ListAsync());
    }

    [Fact]
    public async Task Who_is_being_erased_comes_into_no_pair_and_a_run_does_not_wait_for_it()
    {
        var permit = await register.PermitAsync("陈大文", "13800000001");
        await register.CitizenAsync("陈大文", "13800000001");
        await using (var connection = new NpgsqlConnection(register.OwnerConnectionString))
        {
            await connection.OpenAsync(Cancellation);
            await using var erasure = await connection.BeginTransactionAsync(Cancellation);
            await using var erase = new NpgsqlCommand("DELETE FROM person_search WHERE person_id = $1", connection);
            erase.Parameters.AddWithValue(permit.ToGuid());
            await erase.ExecuteNonQueryAsync(Cancellation);
            Assert.Equal((2, 0), ((await register.RunAsync()) is var run ? (run.Persons, run.Found) : default));
            Assert.Equal(0L, await register.Register.ScalarAsync<long>("SELECT count(*) FROM duplicate_pair"));
        }

        // The erasure was broken off.
        Assert.Equal(1, (await register.RunAsync()).Found);
    }

    [Fact]
    public async Task Nothing_of_a_person_is_in_the_clear()
    {
        await register.PermitAsync("陈大文", "13800000001");
        await register.CitizenAsync("陈大文", "13800000001");
        await register.RunAsync();
        foreach (var table in (string[])["person_search", "duplicate_pair", "duplicate_run"])
        {
            var rows = await register.Register.ScalarAsync<string>($"SELECT string_agg(t::text, ' ') FROM {table} AS t");
            foreach (var text in (string[])["陈大文", "chendawen", "13800000001", "19850312"])
            {
                Assert.DoesNotContain(text, rows, StringComparison.Ordinal);
                Assert.DoesNotContain(
                    Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text)),
                    rows,
                    StringComparison.OrdinalIgnoreCase
                );
            }
        }
    }

    [Fact]
    public void Slices_cover_all_keys_once()
    {
        foreach (var slices in (int[])[1, 2, 7, 1_000])
        {
            var steps = slices * Blocking.Kinds.Count;
            var all = Enumerable.Range(0, steps).Select(step => KeySlice.Of(step, steps)).ToArray();
            foreach (var kind in Blocking.Kinds)
            {
                var ranges = all.Where(slice => slice.Kind == kind)
                    .Select(slice => (From: Value(slice.From), To: Value(slice.To)))
                    .ToArray();
                Assert.Equal(slices, ranges.Length);
                Assert.Equal((1ul, ulong.MaxValue), (ranges[0].From, ranges[^1].To));
                Assert.All(ranges.Zip(ranges.Skip(1)), two => Assert.Equal(two.First.To + 1, two.Second.From));
            }
        }

        static ulong Value(byte[] key) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(key);
    }
}
