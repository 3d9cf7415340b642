using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Consistency;
using Grid.Storage.Tests.Persons;
using Npgsql;

namespace Grid.Storage.Tests.Platform;

/// <summary>
/// A backfill makes what the platform was never told of, each once, in order for each person, whatever waits or was sent.
/// </summary>
public sealed class BackfillTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = PlatformStore.Now;
    private static readonly DateOnly First = new(2020, 3, 31);

    private PlatformStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await PlatformStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_was_never_told_is_made_once_in_pages_and_a_repeat_makes_nothing()
    {
        for (var n = 0; n < 8; n++)
            await _store.RegisteredAsync(n, First.AddDays(n / 3), exited: n % 2 == 0);
        Assert.True(await WrongAsync() > 0);
        var backfill = await _store.StartAsync(from: First);
        Assert.Equal(8, await _store.Backfills.CountAsync(backfill.Id, Cancellation));

        var page = await _store.PageAsync(backfill);
        Assert.Equal(new BackfillCounts(3, 8, 0, 0, 0, 0), page);
        Assert.Null(await _store.PageAsync(backfill)); // Its place has moved: nobody does a page twice.
        var done = await _store.RunAsync(backfill);
        Assert.Equal((BackfillStatus.Done, new BackfillCounts(8, 20, 0, 0, 0, 0), 8L), (done.Status, done.Counts, done.Total));
        Assert.Equal(new BackfillPlace(First.AddDays(2), Sample.Registration(7).Number.Value), done.Place);
        Assert.Equal(0, await WrongAsync());

        Assert.Equal(20, (await _store.Outbox.StateAsync(Cancellation)).Waiting);
        var days = await _store.Days.ExpectedAsync(First, Cancellation);
        Assert.Equal(
            [(PlatformItemKind.Registration, 3L), (PlatformItemKind.Result, 3L)],
            days.Select(figure => (figure.Kind, figure.Count))
        );
        InOrder(await _store.SendAllAsync(Now));
        Assert.Equal(days, await _store.Outbox.SentAsync(First, Cancellation));

        var repeat = await _store.RunAsync(await _store.StartAsync(from: First));
        Assert.Equal(new BackfillCounts(8, 0, 0, 20, 0, 0), repeat.Counts);
        Assert.Equal(0, await _store.Backfills.WaitingAsync(10, Cancellation));
    }

    [Fact]
    public async Task What_was_accepted_is_left_and_with_again_it_goes_out_again_in_order()
    {
        await _store.RegisteredAsync(1, First, told: 3);
        await _store.RegisteredAsync(2, First, told: 2);
        await _store.SendAllAsync(Now);
        await _store.RegisteredAsync(3, First, told: 1); // Waits.
        var once = await _store.RunAsync(await _store.StartAsync());
        Assert.Equal(new BackfillCounts(3, 3, 0, 6, 0, 0), once.Counts);
        Assert.Equal([.. BackfillPeople.Keys(2)[2..], .. BackfillPeople.Keys(3)], Sorted(await _store.SendAllAsync(Now)));

        var again = await _store.RunAsync(await _store.StartAsync(again: true));
        Assert.Equal(new BackfillCounts(3, 0, 9, 0, 0, 0), again.Counts);
        Assert.Equal(0L, await _store.Register.ScalarAsync<long>("SELECT count(*) FROM platform_sent"));
        Assert.Equal(0, await WrongAsync());
        InOrder(await _store.SendAllAsync(Now));
        Assert.Equal(
            9L,
            await _store.Register.ScalarAsync<long>("SELECT count(*) FROM platform_sent WHERE round = 1 AND outcome = 'accepted'")
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_waits_and_is_later_gets_behind_what_was_missing_also_when_it_was_refused(bool refused)
    {
        await _store.RegisteredAsync(1, First, exited: false);
        await _store.ExitAsync(1, First);
        if (refused)
            await _store.RefuseAsync(await _store.LeaseOneAsync(Now));
        await _store.RunAsync(await _store.StartAsync());

        Assert.Empty(await _store.ListAsync());
        Assert.Equal(BackfillPeople.Keys(1), await _store.SendAllAsync(Now));
        Assert.Equal(0, await WrongAsync());
    }

    [Fact]
    public async Task Behind_one_that_is_refused_it_sleeps_until_that_one_is_settled()
    {
        await _store.RegisteredAsync(1, First, told: 1);
        var refused = await _store.LeaseOneAsync(Now);
        await _store.RefuseAsync(refused);
        await _store.RunAsync(await _store.StartAsync());
        Assert.Empty(await _store.LeaseAsync(Now));
        Assert.Equal(
            (0L, 1L, 2L),
            await _store.Outbox.StateAsync(Cancellation) is var state ? (state.Waiting, state.Refused, state.HeldBack) : default
        );
        Assert.Equal(0, await _store.Backfills.WaitingAsync(10, Cancellation));
        await _store.Outbox.SettleAsync(refused.Id, true, "operator-1", "已报", Now, null, Cancellation);
        Assert.Equal(BackfillPeople.Keys(1)[1..], await _store.SendAllAsync(Now));
    }

    [Fact]
    public async Task What_offices_do_goes_before_what_a_backfill_adds()
    {
        for (var n = 0; n < 4; n++)
            await _store.RegisteredAsync(n, First, exited: false);
        await _store.RunAsync(await _store.StartAsync());
        await _store.RegisteredAsync(9, Sample.Today, exited: false, told: 1);
        Assert.Equal(BackfillPeople.Keys(9)[0], Assert.Single(await _store.LeaseAsync(Now, limit: 1)).Item.Key);
    }

    [Fact]
    public async Task A_person_who_changes_meanwhile_is_read_anew_and_one_being_written_is_not_waited_for()
    {
        for (var n = 0; n < 3; n++)
            await _store.RegisteredAsync(n, First, exited: false);
        var backfill = await _store.StartAsync();
        var stale = (await _store.Backfills.ReadAsync(backfill, 10, Cancellation))
            .Select(one => BackfillItems.Make(one, BackfillPeople.Offices))
            .ToList();
        await _store.ExitAsync(1, First);
        Assert.Equal(1, (await _store.Backfills.WriteAsync(backfill, stale, 1, Now, Cancellation))!.Rows);

        await using (var connection = await _store.Register.Source.OpenConnectionAsync(Cancellation))
        {
            await using var writing = await connection.BeginTransactionAsync(Cancellation);
            await using (var command = new NpgsqlCommand("UPDATE person SET written_at = written_at WHERE person_id = $1", connection))
            {
                command.Parameters.AddWithValue(_store.Register.IdOf(1).ToGuid());
                await command.ExecuteNonQueryAsync(Cancellation);
            }

            Assert.Null(await _store.PageAsync((await _store.Backfills.FindAsync(backfill.Id, Cancellation))!));
            await writing.RollbackAsync(Cancellation);
        }

        await _store.RunAsync(backfill);
        var sent = await _store.SendAllAsync(Now);
        InOrder(sent);
        Assert.Equal([.. BackfillPeople.Keys(0, false), .. BackfillPeople.Keys(1), .. BackfillPeople.Keys(2, false)], Sorted(sent));
    }

    [Fact]
    public async Task Erased_persons_and_what_was_entered_in_error_are_left_out_unless_the_platform_knows_it()
    {
        await _store.RegisteredAsync(1, First);
        await _store.RegisteredAsync(2, First, inError: true);
        await _store.RegisteredAsync(3, First, told: 2, inError: true);
        await _store.RegisteredAsync(4, First);
        await OwnerAsync("UPDATE person SET data_key = NULL WHERE person_id = $1", _store.Register.IdOf(1));
        await OwnerAsync("UPDATE person SET state = decode('00', 'hex') WHERE person_id = $1", _store.Register.IdOf(4));
        var backfill = await _store.RunAsync(await _store.StartAsync());

        Assert.Equal(new BackfillCounts(4, 1, 0, 2, 2, 1), backfill.Counts);
        Assert.Equal(BackfillPeople.Keys(3), await _store.SendAllAsync(Now));
        var failure = Assert.Single(await _store.Backfills.FailuresAsync(backfill.Id, 10, Cancellation));
        Assert.Equal(Sample.Registration(4).Number.Value, failure.Registration);
        Assert.NotEmpty(failure.Trouble);
    }

    [Fact]
    public async Task A_range_takes_its_days_its_region_and_for_all_valid_data_what_is_valid()
    {
        await _store.RegisteredAsync(1, First.AddDays(-1), exited: false);
        await _store.RegisteredAsync(2, First, exited: true);
        await _store.RegisteredAsync(3, First.AddDays(1), exited: false);
        await _store.RegisteredAsync(4, First.AddDays(2), exited: false, inError: true, told: 2);
        async Task<(long Total, long Rows)> Of(BackfillKind kind, DateOnly? from, DateOnly? to, string? region)
        {
            var backfill = await _store.StartAsync(kind, from: from, to: to, region: region);
            var total = await _store.Backfills.CountAsync(backfill.Id, Cancellation);
            return (total, (await _store.RunAsync(backfill)).Counts.Rows);
        }

        Assert.Equal((0, 0), await Of(BackfillKind.Registrations, null, null, "3602"));
        Assert.Equal((2, 2), await Of(BackfillKind.Registrations, First, First.AddDays(1), "3601"));
        Assert.Equal((3, 3), await Of(BackfillKind.Registrations, First, null, null));
        Assert.Equal((3, 3), await Of(BackfillKind.AllValid, null, null, null));
        Assert.Equal(4, (await _store.Backfills.ListAsync(new PageRequest(10, null), Cancellation)).Items.Count);
    }

    private async Task<long> WrongAsync() =>
        (await ConsistencyChecks.CheckAsync(_store.Register.Source, Cancellation))
            .Where(pair => pair.Key.Contains("latform", StringComparison.Ordinal))
            .Sum(pair => pair.Value);

    private async Task OwnerAsync(string sql, PersonId person) =>
        await DatabaseCommands.ExecuteAsync(_store.Database.OwnerConnectionString, sql, person.ToGuid());

    /// <summary>Result, registration, exit.</summary>
    private static int Rank(string key) =>
        key.StartsWith("result", StringComparison.Ordinal) ? 0
        : key.StartsWith("reg", StringComparison.Ordinal) ? 1
        : 2;

    /// <summary>Person by person.</summary>
    private static IEnumerable<string> Sorted(IEnumerable<string> keys) =>
        keys.OrderBy(key => key.Split(':')[1][^8..^1], StringComparer.Ordinal).ThenBy(Rank);

    /// <summary>Each key once, and for each person in order: numbers of application and registration have the same serial.</summary>
    private static void InOrder(IReadOnlyList<string> keys)
    {
        Assert.Equal(keys.Count, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys.GroupBy(key => key.Split(':')[1][^8..^1]), person => Assert.Equal(person.OrderBy(Rank), person));
    }
}
