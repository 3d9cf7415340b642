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
/// A backfill makes the items that were never reported to the platform, each once, in order for each person, whatever waits or was sent.
/// </summary>
public sealed class BackfillTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = PlatformStore.Now;
    private static readonly DateOnly First = new(2020, 3, 31);

    private PlatformStore store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await PlatformStore.CreateAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task What_was_never_told_is_made_once_in_pages_and_a_repeat_makes_nothing()
    {
        for (var n = 0; n < 8; n++)
            await store.RegisteredAsync(n, First.AddDays(n / 3), exited: n % 2 == 0);
        Assert.True(await WrongAsync() > 0);
        var backfill = await store.StartAsync(from: First);
        Assert.Equal(8, await store.Backfills.CountAsync(backfill.Id, Cancellation));

        var page = await store.PageAsync(backfill);
        Assert.Equal(new BackfillCounts(3, 8, 0, 0, 0, 0), page);
        Assert.Null(await store.PageAsync(backfill)); // Its place has moved: no page is processed twice.
        var done = await store.RunAsync(backfill);
        Assert.Equal((BackfillStatus.Done, new BackfillCounts(8, 20, 0, 0, 0, 0), 8L), (done.Status, done.Counts, done.Total));
        Assert.Equal(new BackfillPlace(First.AddDays(2), Sample.Registration(7).Number.Value), done.Place);
        Assert.Equal(0, await WrongAsync());

        Assert.Equal(20, (await store.Outbox.StateAsync(Cancellation)).Waiting);
        var days = await store.Days.ExpectedAsync(First, Cancellation);
        Assert.Equal(
            [(PlatformItemKind.Registration, 3L), (PlatformItemKind.Result, 3L)],
            days.Select(figure => (figure.Kind, figure.Count))
        );
        InOrder(await store.SendAllAsync(Now));
        Assert.Equal(days, await store.Outbox.SentAsync(First, Cancellation));

        var repeat = await store.RunAsync(await store.StartAsync(from: First));
        Assert.Equal(new BackfillCounts(8, 0, 0, 20, 0, 0), repeat.Counts);
        Assert.Equal(0, await store.Backfills.WaitingAsync(10, Cancellation));
    }

    [Fact]
    public async Task What_was_accepted_is_left_and_with_again_it_goes_out_again_in_order()
    {
        await store.RegisteredAsync(1, First, told: 3);
        await store.RegisteredAsync(2, First, told: 2);
        await store.SendAllAsync(Now);
        await store.RegisteredAsync(3, First, told: 1); // Waits.
        var once = await store.RunAsync(await store.StartAsync());
        Assert.Equal(new BackfillCounts(3, 3, 0, 6, 0, 0), once.Counts);
        Assert.Equal([.. BackfillPeople.Keys(2)[2..], .. BackfillPeople.Keys(3)], Sorted(await store.SendAllAsync(Now)));

        var again = await store.RunAsync(await store.StartAsync(again: true));
        Assert.Equal(new BackfillCounts(3, 0, 9, 0, 0, 0), again.Counts);
        Assert.Equal(0L, await store.Register.ScalarAsync<long>("SELECT count(*) FROM platform_sent"));
        Assert.Equal(0, await WrongAsync());
        InOrder(await store.SendAllAsync(Now));
        Assert.Equal(
            9L,
            await store.Register.ScalarAsync<long>("SELECT count(*) FROM platform_sent WHERE round = 1 AND outcome = 'accepted'")
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_waits_and_is_later_gets_behind_what_was_missing_also_when_it_was_refused(bool refused)
    {
        await store.RegisteredAsync(1, First, exited: false);
        await store.ExitAsync(1, First);
        if (refused)
            await store.RefuseAsync(await store.LeaseOneAsync(Now));
        await store.RunAsync(await store.StartAsync());

        Assert.Empty(await store.ListAsync());
        Assert.Equal(BackfillPeople.Keys(1), await store.SendAllAsync(Now));
        Assert.Equal(0, await WrongAsync());
    }

    [Fact]
    public async Task Behind_one_that_is_refused_it_sleeps_until_that_one_is_settled()
    {
        await store.RegisteredAsync(1, First, told: 1);
        var refused = await store.LeaseOneAsync(Now);
        await store.RefuseAsync(refused);
        await store.RunAsync(await store.StartAsync());
        Assert.Empty(await store.LeaseAsync(Now));
        Assert.Equal(
            (0L, 1L, 2L),
            await store.Outbox.StateAsync(Cancellation) is var state ? (state.Waiting, state.Refused, state.HeldBack) : default
        );
        Assert.Equal(0, await store.Backfills.WaitingAsync(10, Cancellation));
        await store.Outbox.SettleAsync(refused.Id, true, "operator-1", "已报", Now, null, Cancellation);
        Assert.Equal(BackfillPeople.Keys(1)[1..], await store.SendAllAsync(Now));
    }

    [Fact]
    public async Task What_offices_do_goes_before_what_a_backfill_adds()
    {
        for (var n = 0; n < 4; n++)
            await store.RegisteredAsync(n, First, exited: false);
        await store.RunAsync(await store.StartAsync());
        await store.RegisteredAsync(9, Sample.Today, exited: false, told: 1);
        Assert.Equal(BackfillPeople.Keys(9)[0], Assert.Single(await store.LeaseAsync(Now, limit: 1)).Item.Key);
    }

    [Fact]
    public async Task A_person_who_changes_meanwhile_is_read_anew_and_one_being_written_is_not_waited_for()
    {
        for (var n = 0; n < 3; n++)
            await store.RegisteredAsync(n, First, exited: false);
        var backfill = await store.StartAsync();
        var stale = (await store.Backfills.ReadAsync(backfill, 10, Cancellation))
            .Select(one => BackfillItems.Make(one, BackfillPeople.Offices))
            .ToList();
        await store.ExitAsync(1, First);
        Assert.Equal(1, (await store.Backfills.WriteAsync(backfill, stale, 1, Now, Cancellation))!.Rows);

        await using (var connection = await store.Register.Source.OpenConnectionAsync(Cancellation))
        {
            await using var writing = await connection.BeginTransactionAsync(Cancellation);
            await using (var command = new NpgsqlCommand("UPDATE person SET written_at = written_at WHERE person_id = $1", connection))
            {
                command.Parameters.AddWithValue(store.Register.IdOf(1).ToGuid());
                await command.ExecuteNonQueryAsync(Cancellation);
            }

            Assert.Null(await store.PageAsync((await store.Backfills.FindAsync(backfill.Id, Cancellation))!));
            await writing.RollbackAsync(Cancellation);
        }

        await store.RunAsync(backfill);
        var sent = await store.SendAllAsync(Now);
        InOrder(sent);
        Assert.Equal([.. BackfillPeople.Keys(0, false), .. BackfillPeople.Keys(1), .. BackfillPeople.Keys(2, false)], Sorted(sent));
    }

    [Fact]
    public async Task Erased_persons_and_what_was_entered_in_error_are_left_out_unless_the_platform_knows_it()
    {
        await store.RegisteredAsync(1, First);
        await store.RegisteredAsync(2, First, inError: true);
        await store.RegisteredAsync(3, First, told: 2, inError: true);
        await store.RegisteredAsync(4, First);
        await OwnerAsync("UPDATE person SET data_key = NULL WHERE person_id = $1", store.Register.IdOf(1));
        await OwnerAsync("UPDATE person SET state = decode('00', 'hex') WHERE person_id = $1", store.Register.IdOf(4));
        var backfill = await store.RunAsync(await store.StartAsync());

        Assert.Equal(new BackfillCounts(4, 1, 0, 2, 2, 1), backfill.Counts);
        Assert.Equal(BackfillPeople.Keys(3), await store.SendAllAsync(Now));
        var failure = Assert.Single(await store.Backfills.FailuresAsync(backfill.Id, 10, Cancellation));
        Assert.Equal(Sample.Registration(4).Number.Value, failure.Registration);
        Assert.NotEmpty(failure.Trouble);
    }

    [Fact]
    public async Task A_range_takes_its_days_its_region_and_for_all_valid_data_what_is_valid()
    {
        await store.RegisteredAsync(1, First.AddDays(-1), exited: false);
        await store.RegisteredAsync(2, First, exited: true);
        await store.RegisteredAsync(3, First.AddDays(1), exited: false);
        await store.RegisteredAsync(4, First.AddDays(2), exited: false, inError: true, told: 2);
        async Task<(long Total, long Rows)> Of(BackfillKind kind, DateOnly? from, DateOnly? to, string? region)
        {
            var backfill = await store.StartAsync(kind, from: from, to: to, region: region);
            var total = await store.Backfills.CountAsync(backfill.Id, Cancellation);
            return (total, (await store.RunAsync(backfill)).Counts.Rows);
        }

        Assert.Equal((0, 0), await Of(BackfillKind.Registrations, null, null, "3602"));
        Assert.Equal((2, 2), await Of(BackfillKind.Registrations, First, First.AddDays(1), "3601"));
        Assert.Equal((3, 3), await Of(BackfillKind.Registrations, First, null, null));
        Assert.Equal((3, 3), await Of(BackfillKind.AllValid, null, null, null));
        Assert.Equal(4, (await store.Backfills.ListAsync("", new PageRequest(10, null), Cancellation)).Items.Count);
    }

    private async Task<long> WrongAsync() =>
        (await ConsistencyChecks.CheckAsync(store.Register.Source, Cancellation))
            .Where(pair => pair.Key.Contains("latform", StringComparison.Ordinal))
            .Sum(pair => pair.Value);

    private async Task OwnerAsync(string sql, PersonId person) =>
        await DatabaseCommands.ExecuteAsync(store.Database.OwnerConnectionString, sql, person.ToGuid());

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
