using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Access;
using Grid.Storage.Access;
using Grid.Storage.Sealing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.AccessLog;

/// <summary>Failed pairs slow down their source in every process, and lock no one out.</summary>
public sealed class FailedPairsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly RegisterKey key = RegisterKey.Create(KeyedHash.HmacSha256);
    private NpgsqlDataSource source = null!;
    private DateTimeOffset now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            "TRUNCATE failed_pair; UPDATE receipt_number SET unguessable_from = '2026-11-20'"
        );
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    [Fact]
    public async Task Nothing_waits_before_something_failed()
    {
        for (var i = 0; i < 40; i++)
            Assert.Equal(new PairTurn(TimeSpan.Zero, Failed: false), await TurnAsync(Of(1, 1)));
    }

    [Fact]
    public async Task Delays_grow_for_the_source_on_that_person_whatever_the_receipt_and_in_every_process()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(TimeSpan.Zero, (await TurnAsync(Of(1, 10 + i))).Wait);
            await FailAsync(Of(1, 10 + i));
        }

        foreach (var seconds in (int[])[1, 2, 4])
        {
            var turn = await TurnAsync(Of(1, 20 + seconds));
            Assert.Equal(new PairTurn(TimeSpan.FromSeconds(seconds), Failed: true), turn);
            now += turn.Wait;
            await FailAsync(Of(1, 20 + seconds));
        }

        // Eight seconds are more than a request is kept: no turn, and so no longer a wait for the next.
        for (var i = 0; i < 5; i++)
            Assert.True((await TurnAsync(Of(1, 30))).Wait > Longest);
        now += TimeSpan.FromSeconds(8);
        Assert.Equal(TimeSpan.Zero, (await TurnAsync(Of(1, 30))).Wait);

        // Other persons from there, and this one from elsewhere.
        Assert.Equal(TimeSpan.Zero, (await TurnAsync(Of(2, 30))).Wait);
        Assert.Equal(TimeSpan.Zero, (await TurnAsync(Of(1, 30) with { Source = "elsewhere" })).Wait);
    }

    [Fact]
    public async Task An_hour_after_the_last_failure_the_next_one_is_the_first()
    {
        for (var i = 0; i < 4; i++)
            await FailAsync(Of(1, i));
        now += TimeSpan.FromHours(1);
        await FailAsync(Of(1, 9));
        Assert.Equal(new PairTurn(TimeSpan.Zero, Failed: true), await TurnAsync(Of(1, 10)));
    }

    [Fact]
    public async Task A_receipt_is_guarded_as_a_person_is()
    {
        for (var i = 0; i < 4; i++)
            await FailAsync(Of(100 + i, 7));
        Assert.Equal(TimeSpan.FromSeconds(2), (await TurnAsync(Of(200, 7))).Wait);
        Assert.Equal(TimeSpan.Zero, (await TurnAsync(Of(200, 8))).Wait);
    }

    [Fact]
    public async Task A_volley_gets_its_turns_one_after_the_other()
    {
        for (var i = 0; i < 3; i++)
            await FailAsync(Of(1, i));
        var turns = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => TurnAsync(Of(1, 50 + i))));
        Assert.Equal(
            [1, 2, 3, 4, 5],
            turns.Select(turn => turn.Wait).Where(wait => wait <= Longest).Select(wait => (int)wait.TotalSeconds).Order()
        );
    }

    [Fact]
    public async Task Many_sources_on_one_person_make_everybody_wait_a_little_and_no_more()
    {
        for (var i = 0; i < 300; i++)
            await FailAsync(Of(1, 1000 + i) with { Source = $"source-{i}" });
        Assert.Equal(PairDelays.LongestForOthers, (await TurnAsync(Of(1, 1) with { Source = "the person" })).Wait);
    }

    /// <summary>Of the receipts of a day before, some thousands are possible: however many addresses, they are tried one after the other.</summary>
    [Fact]
    public async Task Guesses_at_receipts_of_the_time_of_consecutive_serials_come_one_after_the_other_whatever_their_source()
    {
        for (var i = 0; i < 300; i++)
            await FailAsync(Earlier(1000 + i) with { Source = $"source-{i}" });
        Assert.True((await TurnAsync(Earlier(1) with { Source = "a" })).Wait > Longest);
        now += TimeSpan.FromSeconds(6);
        Assert.Equal(TimeSpan.FromSeconds(4), (await TurnAsync(Earlier(1) with { Source = "b" })).Wait);
        Assert.True((await TurnAsync(Earlier(2) with { Source = "c" })).Wait > Longest);

        // Those with scattered serials are not held up by it, nor are other persons.
        Assert.Equal(PairDelays.LongestForOthers, (await TurnAsync(Of(1, 1) with { Source = "the person" })).Wait);
        Assert.Equal(TimeSpan.Zero, (await TurnAsync(Earlier(1, person: 2) with { Source = "d" })).Wait);
    }

    [Fact]
    public async Task A_receipt_of_that_time_works_and_waits_like_others_before_many_failed()
    {
        for (var i = 0; i < 29; i++)
            await FailAsync(Earlier(1000 + i) with { Source = $"source-{i}" });
        Assert.Equal(new PairTurn(TimeSpan.Zero, Failed: false), await TurnAsync(Earlier(1) with { Source = "the person" }));
    }

    [Fact]
    public async Task A_pair_that_fits_and_an_hour_make_forget()
    {
        for (var i = 0; i < 5; i++)
            await FailAsync(Of(1, 1));
        await new FailedPairs(source, key).FittedAsync(Of(1, 1), Cancellation);
        Assert.Equal(new PairTurn(TimeSpan.Zero, Failed: false), await TurnAsync(Of(1, 1)));

        for (var i = 0; i < 5; i++)
            await FailAsync(Of(1, 1));
        now += TimeSpan.FromHours(1);
        Assert.Equal(new PairTurn(TimeSpan.Zero, Failed: false), await TurnAsync(Of(1, 1)));

        // The rows are deleted with the next failure of another source.
        await FailAsync(Of(2, 2));
        await using var command = source.CreateCommand("SELECT count(*) FROM failed_pair");
        Assert.Equal(4L, await command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task Failures_at_the_same_time_are_all_counted()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => FailAsync(Of(i % 2, i % 3) with { Source = $"{i % 5}" })));
        Assert.Equal(20, counts.Max());
    }

    [Fact]
    public async Task Where_it_came_from_is_not_stored()
    {
        await FailAsync(Of(1, 1) with { Source = "192.0.2.77" });
        await using var command = source.CreateCommand("SELECT count(*) FROM failed_pair WHERE source LIKE '%192.0.2%'");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancellation));
    }

    private static PairAttempt Earlier(int receipt, int person = 1) =>
        Of(person, receipt) with
        {
            Receipt = ApplicationNumber.Create("360102", new DateOnly(2026, 11, 19), receipt + 1),
        };

    private static PairAttempt Of(int person, int receipt) =>
        new(
            PersonId.FromBytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, .. BitConverter.GetBytes(person)]),
            ApplicationNumber.Create("360102", new DateOnly(2026, 11, 20), receipt + 1),
            "192.0.2.1"
        );

    private Task<PairTurn> TurnAsync(PairAttempt attempt) =>
        new FailedPairs(source, key).TakeTurnAsync(attempt, Longest, now, Cancellation);

    private Task<int> FailAsync(PairAttempt attempt) => new FailedPairs(source, key).FailedAsync(attempt, now, Cancellation);
}
