using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Counting.Recounting;

namespace Grid.Storage.Tests.Counting;

/// <summary>
/// The journal alone gives the same figures, whatever is folded and whatever waits; and it shows when something was changed by hand.
/// </summary>
public sealed class RecountTests
{
    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task A_recount_of_a_random_history_finds_no_difference(int seed)
    {
        await using var scene = await CountScene.CreateAsync();
        await scene.LiveAsync(seed, 700, leaveWaiting: true);
        var waiting = await scene.ScalarAsync<long>("SELECT count(*) FROM count_entry");
        Assert.True(waiting > 20);

        var all = await scene.Recount.RunAsync(RandomHistory.Leaves, "tester", Cancellation);
        Assert.Empty(all.Differences);
        Assert.Equal((0L, waiting, 3), (all.DifferentCells, all.Waiting, all.Leaves));
        Assert.Equal(
            await scene.ScalarAsync<long>("SELECT count(*) FROM journal WHERE standing IS NOT NULL OR event = 'enteredInError'"),
            all.Lines
        );
        Assert.Equal(waiting, await scene.ScalarAsync<long>("SELECT count(*) FROM count_entry"));

        // One leaf reads fewer lines, and finds as little.
        var one = await scene.Recount.RunAsync([RandomHistory.Leaves[1]], "tester", Cancellation);
        Assert.Equal(0, one.DifferentCells);
        Assert.InRange(one.Lines, 1, all.Lines - 1);

        // The same when nothing waits any more; its figures are the live ones.
        await scene.DrainAsync();
        var drained = await scene.Recount.RunAsync(RandomHistory.Leaves, "tester", Cancellation);
        Assert.Equal((0L, 0L), (drained.DifferentCells, drained.Waiting));
        foreach (var (period, recounted) in drained.Figures)
        {
            var live = Figures.Sum(
                (await scene.FiguresAsync(period)).Where(part => part.Office == FoldDelta.Region).Select(part => part.Flows)
            );
            Assert.Equal(RecountComparison.AsShown(live).Cells, recounted.Cells);
        }
    }

    [Fact]
    public async Task What_is_changed_by_hand_is_found()
    {
        await using var scene = await CountScene.CreateAsync();
        await scene.LiveAsync(14, 300);
        Assert.Equal(0, (await scene.Recount.RunAsync(RandomHistory.Leaves, "tester", Cancellation)).DifferentCells);

        var cell = FigureCell.Total(CountBlock.Urban, Measure.New);
        const string Change =
            "UPDATE count_figures SET flows = count_add(flows, jsonb_build_object('urban/new/total/all', $1)) WHERE region = '360103' AND office = '*' AND period = '2026-02'";
        await scene.ExecuteAsOwnerAsync(Change, 1);
        var changed = await scene.Recount.RunAsync(RandomHistory.Leaves, "tester", Cancellation);
        var found = Assert.Single(changed.Differences);
        Assert.Equal(
            ("360103", "*", "2026-02", cell, 1L),
            (found.Region, found.Office, found.Period.ToString(), found.Cell, found.Counted - found.Recounted)
        );
        await scene.ExecuteAsOwnerAsync(Change, -1);
        Assert.Equal(0, (await scene.Recount.RunAsync(RandomHistory.Leaves, "tester", Cancellation)).DifferentCells);

        // Without its registration, what follows from one that is still valid has no start. (Of one that was taken back altogether no figure is
        // left to differ: that the journal has a gap is for the agreement check to find.)
        const string Forget = "DELETE FROM journal WHERE event = 'registered' AND standing -> 'now' ->> 'number' = $1";
        var standing = (await scene.SegmentsAsync()).First(segment => segment is { To: null, EnteredBy: CountKind.New }).Case.Number.Value;
        await scene.ExecuteAsOwnerAsync(Forget, standing);
        Assert.NotEqual(0, (await scene.Recount.RunAsync(RandomHistory.Leaves, "tester", Cancellation)).DifferentCells);
    }

    [Fact]
    public async Task A_silo_whose_clock_ran_ahead_for_a_while_makes_no_difference()
    {
        await using var scene = await CountScene.CreateAsync();
        await scene.LiveAsync(16, 300);
        const string Ahead =
            "UPDATE journal AS j SET at = n.at + interval '10 minutes' FROM journal AS n WHERE n.person_id = j.person_id AND n.sequence = j.sequence + 1 AND j.event = 'registered'";
        await scene.ExecuteAsOwnerAsync(Ahead);
        Assert.True(
            await scene.ScalarAsync<long>(
                "SELECT count(*) FROM journal AS j JOIN journal AS n USING (person_id) WHERE n.sequence = j.sequence + 1 AND n.at < j.at AND n.event = 'exited'"
            ) > 0
        );

        Assert.Equal(0, (await scene.Recount.RunAsync(RandomHistory.Leaves, "tester", Cancellation)).DifferentCells);
        Assert.Equal(0, (await scene.Recount.RunAsync([RandomHistory.Leaves[0]], "tester", Cancellation)).DifferentCells);
    }

    [Fact]
    public async Task The_latest_result_of_each_leaf_is_kept()
    {
        await using var scene = await CountScene.CreateAsync();
        await scene.LiveAsync(15, 60);
        Assert.Empty(await scene.Recount.LatestAsync(RandomHistory.Leaves, Cancellation));
        var all = await scene.Recount.RunAsync(RandomHistory.Leaves, "night", Cancellation);
        var one = await scene.Recount.RunAsync([RandomHistory.Leaves[0]], "tester", Cancellation);

        var latest = await scene.Recount.LatestAsync(RandomHistory.Leaves, Cancellation);
        Assert.Equal([one.Id, all.Id], latest.Select(result => result.Id));
        Assert.Equal(("tester", 1, one.Lines), (latest[0].By, latest[0].Leaves, latest[0].Lines));
        Assert.Equal(all.Figures.Keys.Order(), latest[1].Figures.Keys.Order());
        Assert.All(all.Figures, period => Assert.True(period.Value.SameAs(latest[1].Figures[period.Key])));
        Assert.Equal([one.Id], (await scene.Recount.LatestAsync([RandomHistory.Leaves[0]], Cancellation)).Select(result => result.Id));
        Assert.Empty(await scene.Recount.LatestAsync(["369999"], Cancellation));
    }
}
