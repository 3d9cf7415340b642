using Grid.Domain.Calendar;
using Grid.Storage.Receipts;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Receipts;

/// <summary>Partitions are made ahead and dropped after 90 days, and a missing one stops no write.</summary>
public sealed class ReceiptPartitionTests
{
    private const string Partitions = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'receipt'::regclass";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receipts_of_a_month_without_a_partition_move_into_it_when_it_is_made()
    {
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        await using var register = new Register(database.ApplicationConnectionString);
        var far = TimeProvider.System.GetUtcNow().AddDays(365);
        var person = register.IdOf(1);
        await register.AppendAsync(person, sequence => Sample.SmallCommit(sequence, Sample.Receipt(person, "far"), at: far));
        Assert.Equal(1L, await DatabaseCommands.ScalarAsync<long>(database.OwnerConnectionString, "SELECT count(*) FROM receipt_default"));

        await MoveClockAsync(database, 365);
        await ReceiptHousekeeping.RunAsync(register.Source, Cancellation);
        Assert.Equal(0L, await DatabaseCommands.ScalarAsync<long>(database.OwnerConnectionString, "SELECT count(*) FROM receipt_default"));
        Assert.Equal(1L, await register.ScalarAsync<long>("SELECT count(*) FROM receipt WHERE key = 'far'"));
    }

    [Fact]
    public async Task What_is_90_days_past_is_dropped_and_nothing_younger()
    {
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        await using var register = new Register(database.ApplicationConnectionString);
        var now = TimeProvider.System.GetUtcNow();
        var person = register.IdOf(1);
        var state = await register.ReadAsync(person);
        await register.AppendAsync(state, person, sequence => Sample.SmallCommit(sequence, Sample.Receipt(person, "old"), at: now));
        await register.AppendAsync(state, person, sequence =>
            Sample.SmallCommit(sequence, Sample.Receipt(person, "young"), at: now.AddDays(70))
        );

        await MoveClockAsync(database, 89);
        await ReceiptHousekeeping.RunAsync(register.Source, Cancellation);
        Assert.Equal(2L, await register.ScalarAsync<long>("SELECT count(DISTINCT key) FROM receipt"));

        await MoveClockAsync(database, 125);
        await ReceiptHousekeeping.RunAsync(register.Source, Cancellation);
        Assert.Equal("young", await register.ScalarAsync<string>("SELECT string_agg(DISTINCT key, ',') FROM receipt"));
    }

    [Fact]
    public async Task A_months_receipts_are_kept_for_89_days_after_it_and_go_on_the_90th()
    {
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        await using var register = new Register(database.ApplicationConnectionString);
        var today = TimeProvider.System.Today();
        var month = new DateOnly(today.Year, today.Month, 1);
        var person = register.IdOf(1);
        await register.AppendAsync(person, sequence =>
            Sample.SmallCommit(sequence, Sample.Receipt(person, "old"), at: Noon(month.AddDays(14)))
        );

        foreach (var (days, kept) in new[] { (89, 1L), (90, 0L) })
        {
            await DatabaseCommands.ExecuteAsync(
                database.OwnerConnectionString,
                "UPDATE clock_offset SET amount = $1 - now()",
                Noon(month.AddMonths(1).AddDays(days)).ToUniversalTime()
            );
            await ReceiptHousekeeping.RunAsync(register.Source, Cancellation);
            Assert.Equal(kept, await register.ScalarAsync<long>("SELECT count(*) FROM receipt WHERE key = 'old'"));
        }
    }

    [Fact]
    public async Task Housekeeping_run_again_or_by_several_at_once_changes_nothing_more()
    {
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        await using var register = new Register(database.ApplicationConnectionString);
        var before = await register.ScalarAsync<long>(Partitions);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReceiptHousekeeping.RunAsync(register.Source, Cancellation)));
        Assert.Equal(before, await register.ScalarAsync<long>(Partitions));
        Assert.True(before >= 5);
    }

    private static DateTimeOffset Noon(DateOnly day) => ChinaTime.StartOf(day).AddHours(12);

    private static Task MoveClockAsync(TestDatabase database, int days) =>
        DatabaseCommands.ExecuteAsync(database.OwnerConnectionString, "UPDATE clock_offset SET amount = make_interval(days => $1)", days);
}
