using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Reorganising;
using Grid.Storage.Reorganising;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Reorganising;

/// <summary>Orders that move cases: several activations may believe that they work on one.</summary>
public sealed class CaseMovesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 2, 0, 0, TimeSpan.Zero);

    private NpgsqlDataSource source = null!;
    private CaseMoves moves = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        moves = new CaseMoves(source);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    [Fact]
    public async Task Of_two_that_stand_at_one_place_one_moves_it_on()
    {
        var move = await OrderedAsync("360102");
        Assert.True(await moves.AdvanceAsync(move, Page(last: 10), Now, Cancellation));
        Assert.False(await moves.AdvanceAsync(move, Page(last: 12), Now, Cancellation));
        Assert.Equal((Person(10), 1L), ((await FoundAsync(move)).Place, (await FoundAsync(move)).Moved));

        // The next sweep starts from the beginning, but is another one.
        Assert.True(await moves.AdvanceAsync(await FoundAsync(move), Page(last: 20, isEnd: true), Now, Cancellation));
        Assert.Equal((null, 2), ((await FoundAsync(move)).Place, (await FoundAsync(move)).Sweep));
        Assert.False(await moves.AdvanceAsync(move, Page(last: 10), Now, Cancellation));
    }

    [Fact]
    public async Task What_has_ended_is_neither_cancelled_nor_done_nor_moved_on()
    {
        var done = await OrderedAsync("360103");
        Assert.True(await moves.EndAsync(done.Id, Now, Cancellation));
        Assert.False(await moves.CancelAsync(done.Id, Now.AddHours(1), receipt: null, Cancellation));
        Assert.False(await moves.AdvanceAsync(done, Page(last: 10), Now, Cancellation));
        Assert.Equal((CaseMoveStatus.Done, Now), ((await FoundAsync(done)).Status, (await FoundAsync(done)).EndedAt));

        var cancelled = await OrderedAsync("360104");
        Assert.True(await moves.CancelAsync(cancelled.Id, Now, receipt: null, Cancellation));
        Assert.False(await moves.EndAsync(cancelled.Id, Now.AddHours(1), Cancellation));
        Assert.Equal((CaseMoveStatus.Cancelled, Now), ((await FoundAsync(cancelled)).Status, (await FoundAsync(cancelled)).EndedAt));
    }

    [Fact]
    public async Task One_runs_in_an_area_at_a_time()
    {
        var first = await OrderedAsync("360111");
        Assert.False(await moves.OrderAsync(Made("360111"), receipt: null, Cancellation));
        Assert.True(await moves.EndAsync(first.Id, Now, Cancellation));
        Assert.True(await moves.OrderAsync(Made("360111"), receipt: null, Cancellation));
    }

    private static PersonId Person(int n) => new((UInt128)n);

    private static CaseMovePage Page(int last, bool isEnd = false) => new(Person(last), isEnd, Moved: 1, [], []);

    private static CaseMoveOrder Made(string area) =>
        new(
            Guid.NewGuid(),
            area,
            "国函〔2026〕1号",
            "operator-1",
            Now,
            CaseMoveStatus.Running,
            Total: 3,
            Sweep: 1,
            Place: null,
            Moved: 0,
            WalkedAt: null,
            EndedAt: null
        );

    private async Task<CaseMoveOrder> OrderedAsync(string area)
    {
        var move = Made(area);
        Assert.True(await moves.OrderAsync(move, receipt: null, Cancellation));
        return await FoundAsync(move);
    }

    private async Task<CaseMoveOrder> FoundAsync(CaseMoveOrder move) => (await moves.FindAsync(move.Id, Cancellation))!;
}
