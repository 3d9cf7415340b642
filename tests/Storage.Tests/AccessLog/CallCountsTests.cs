using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Access;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.AccessLog;

/// <summary>Calls of one caller within an hour are counted once for all processes, and the limit is exact.</summary>
public sealed class CallCountsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private NpgsqlDataSource source = null!;
    private CallCounts one = null!;
    private CallCounts other = null!;
    private DateTimeOffset now = new(2026, 11, 22, 10, 3, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await DatabaseCommands.ExecuteAsync(database.OwnerConnectionString, "TRUNCATE call_count");
        source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        one = new CallCounts(source, TimeProvider.System);
        other = new CallCounts(source, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await other.DisposeAsync();
        await source.DisposeAsync();
    }

    [Fact]
    public async Task A_volley_at_two_processes_gets_exactly_the_limit()
    {
        var turns = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => TakeAsync(i % 2 == 0 ? one : other, "clerk", 30)));
        Assert.Equal(30, turns.Count(turn => turn.Granted));
        Assert.All(turns.Where(turn => !turn.Granted), turn => Assert.Equal(TimeSpan.FromMinutes(57), turn.Wait));
    }

    [Fact]
    public async Task Callers_and_kinds_are_counted_apart()
    {
        Assert.True((await TakeAsync(one, "clerk", 1)).Granted);
        Assert.False((await TakeAsync(other, "clerk", 1)).Granted);
        Assert.True((await TakeAsync(other, "another", 1)).Granted);
        Assert.True((await other.TakeAsync("clerk", "search", 1, now, Cancellation)).Granted);
    }

    [Fact]
    public async Task An_hour_passes_in_steps_of_ten_minutes_and_a_call_counts_for_fifty_minutes_at_least()
    {
        foreach (var minutes in (int[])[0, 10, 20])
        {
            now = new DateTimeOffset(2026, 11, 22, 10, 3 + minutes, 0, TimeSpan.Zero);
            Assert.True((await TakeAsync(one, "clerk", 3)).Granted);
        }

        now = new DateTimeOffset(2026, 11, 22, 10, 59, 0, TimeSpan.Zero);
        var rejected = await TakeAsync(other, "clerk", 3);
        Assert.Equal(new CallTurn(false, TimeSpan.FromMinutes(1), 0), rejected);

        // What was rejected does not count: exactly one place is free again.
        now += rejected.Wait;
        Assert.True((await TakeAsync(other, "clerk", 3)).Granted);
        Assert.Equal(new CallTurn(false, TimeSpan.FromMinutes(10), 0), await TakeAsync(one, "clerk", 3));
        now += TimeSpan.FromDays(3);
        Assert.True((await TakeAsync(one, "clerk", 1)).Granted);
    }

    [Fact]
    public async Task Clocks_that_differ_by_seconds_free_nothing_and_one_far_ahead_locks_nobody_out()
    {
        for (var i = 0; i < 12; i++)
        {
            now = new DateTimeOffset(2026, 11, 22, 10, i % 2 == 0 ? 9 : 10, i % 2 == 0 ? 59 : 1, TimeSpan.Zero);
            Assert.Equal(i < 5, (await TakeAsync(i % 2 == 0 ? one : other, "clerk", 5)).Granted);
        }

        var right = now;
        now += TimeSpan.FromDays(30);
        Assert.True((await TakeAsync(one, "clerk", 5)).Granted);
        now = right + TimeSpan.FromHours(1);
        Assert.True((await TakeAsync(other, "clerk", 5)).Granted);
        now = right + TimeSpan.FromHours(3);
        Assert.True((await TakeAsync(other, "clerk", 1)).Granted);
    }

    [Fact]
    public async Task A_subject_that_cannot_be_stored_fails_alone()
    {
        var takes = Enumerable.Range(0, 20).Select(i => TakeAsync(one, i == 13 ? "clerk\0" : $"clerk-{i}", 1)).ToArray();
        var errors = await Task.WhenAll(takes.Select(take => Record.ExceptionAsync(() => take).AsTask()));
        Assert.IsType<StoreRefusedException>(Assert.Single(errors, error => error is not null));
    }

    [Fact]
    public async Task Without_a_database_the_call_fails()
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Database=nothing;Timeout=2");
        await using var counts = new CallCounts(nowhere, TimeProvider.System);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => TakeAsync(counts, "clerk", 1));
    }

    private Task<CallTurn> TakeAsync(CallCounts counts, string subject, int most) =>
        counts.TakeAsync(subject, "reveal", most, now, Cancellation);
}
