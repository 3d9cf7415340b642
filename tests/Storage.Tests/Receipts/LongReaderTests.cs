using System.Diagnostics;
using Grid.Storage.Receipts;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Grid.Storage.Tests.Receipts;

/// <summary>
/// A dump or a long query reads receipts while their partitions are looked after: writes go on, and the care is done when the reader has
/// gone.
/// </summary>
public sealed class LongReaderTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SELECT count(*) FROM receipt", 40)] // a month to make
    [InlineData("SELECT count(*) FROM receipt", 400)] // months to make and months to drop
    [InlineData("SELECT count(*) FROM receipt_default", 40)] // a part of it alone
    public async Task Writes_go_on_behind_a_long_reader_and_the_care_comes_later(string reads, int days)
    {
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        await using var register = new Register(database.ApplicationConnectionString);
        var person = register.IdOf(1);
        var at = TimeProvider.System.GetUtcNow().AddDays(days);
        var state = await register.ReadAsync(person);
        await register.AppendAsync(state, person, sequence => Sample.SmallCommit(sequence, Sample.Receipt(person, "before"), at: at));
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            "UPDATE clock_offset SET amount = make_interval(days => $1)",
            days
        );

        Care care;
        await using (var reader = new NpgsqlConnection(database.OwnerConnectionString))
        {
            await reader.OpenAsync(Cancellation);
            await using var transaction = await reader.BeginTransactionAsync(Cancellation);
            await using (var command = new NpgsqlCommand(reads, reader))
                await command.ExecuteScalarAsync(Cancellation);

            // The care begins behind the reader. Three attempts give up; a commit, which reads and writes receipts, is asked for all the time.
            care = new Care(register);
            var longest = TimeSpan.Zero;
            for (var number = 0; care.Busy < 3; number++)
            {
                var clock = Stopwatch.StartNew();
                await register.AppendAsync(state, person, sequence =>
                    Sample.SmallCommit(sequence, Sample.Receipt(person, $"during-{number}"), at: at)
                );
                longest = clock.Elapsed > longest ? clock.Elapsed : longest;
                Assert.False(care.Done.IsCompleted, "The care was done although the reader was there.");
                care.Next();
            }

            TestContext.Current.TestOutputHelper!.WriteLine($"longest write: {longest.TotalMilliseconds:0} ms");
            Assert.InRange(longest, TimeSpan.Zero, Bound);
        }

        while (!care.Done.IsCompleted)
        {
            care.Next();
            await Task.Yield();
        }

        await care.Done;
        Assert.Equal(0L, await DatabaseCommands.ScalarAsync<long>(database.OwnerConnectionString, "SELECT count(*) FROM receipt_default"));
        Assert.True(
            await DatabaseCommands.ScalarAsync<bool>(
                database.OwnerConnectionString,
                "SELECT to_regclass('receipt_' || to_char((grid_now() AT TIME ZONE 'Asia/Shanghai') + interval '3 months', 'YYYYMM')) IS NOT NULL"
            )
        );
        Assert.Equal(
            0L,
            await DatabaseCommands.ScalarAsync<long>(
                database.OwnerConnectionString,
                "SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'receipt'::regclass AND c.relname ~ '[0-9]$' AND to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= (grid_now() AT TIME ZONE 'Asia/Shanghai')::date - 90"
            )
        );
    }

    /// <summary>The care as a silo runs it; its pauses are a clock's that the test moves.</summary>
    private sealed class Care
    {
        private readonly FakeTimeProvider clock = new();
        private int busy;

        public Care(Register register) =>
            Done = ReceiptHousekeeping.RunPatientlyAsync(register.Source, clock, _ => Interlocked.Increment(ref busy), Cancellation);

        public Task Done { get; }

        public int Busy => Volatile.Read(ref busy);

        public void Next() => clock.Advance(TimeSpan.FromMinutes(5));
    }
}
