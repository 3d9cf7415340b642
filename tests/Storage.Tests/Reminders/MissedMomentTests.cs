namespace Grid.Storage.Tests.Reminders;

/// <summary>
/// When the stock service, configured as the register's, calls for rows whose moment it did not wait for: within seconds of the refresh
/// that finds them, and again with each period.
/// </summary>
public sealed class MissedMomentTests
{
    /// <summary>
    /// Longer than the register lets pass before a row that is past ticks, and much shorter than a period. The database's clock goes on
    /// while the silo's waits for the test.
    /// </summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_row_past_when_it_is_loaded_ticks_within_seconds_and_again_until_it_is_moved()
    {
        await using var silo = await ClockedSilo.CreateAsync();
        var start = silo.Now;
        string[] keys = ["missed-late", "missed-just"];
        await silo.InsertAsync("missed-late", start.AddDays(-3));
        await silo.InsertAsync("missed-just", start.AddSeconds(-1));
        await silo.StartAsync(keys);

        await silo.AdvanceToAsync(start + Soon);
        var ticked = new List<(string Key, DateTime First)>();
        foreach (var key in keys)
            ticked.Add((key, (await silo.StatusAsync(key)).FirstTickTime));
        Assert.All(ticked, tick => Assert.InRange(tick.First, start.AddSeconds(7), start + Soon));

        // The rows are not moved: they tick again.
        foreach (var key in keys)
            await silo.ArmedAgainAsync(key);

        // Both in one step: a wait that wakes within a millisecond of its moment waits for a whole one more, which the clock here would not
        // pass.
        var last = ticked.Max(tick => tick.First) + ClockedSilo.Period;
        await silo.AdvanceToAsync(last);
        foreach (var (key, first) in ticked)
            Assert.InRange(await silo.TickedAsync(key), first + ClockedSilo.Period, last);
    }

    [Fact]
    public async Task A_row_written_between_two_refreshes_and_due_before_the_next_ticks_after_that_one()
    {
        await using var silo = await ClockedSilo.CreateAsync();
        await silo.StartAsync();
        await silo.RefreshAsync(); // A silo that starts may read its range once more than its clock says.
        var due = silo.Now.AddMinutes(1);
        await silo.InsertAsync("missed-between", due);
        await silo.AdvanceToAsync(due);

        await silo.RefreshAsync();
        var found = silo.Now;
        await silo.ArmedAsync("missed-between");
        await silo.AdvanceToAsync(found + Soon);

        Assert.InRange((await silo.StatusAsync("missed-between")).FirstTickTime, found.AddSeconds(-30), found + Soon);
    }

    [Fact]
    public async Task A_row_moved_without_a_raised_version_ticks_at_its_old_moment()
    {
        await using var silo = await ClockedSilo.CreateAsync();
        var start = silo.Now;
        await silo.InsertAsync("moved-not-raised", start.AddMinutes(9));
        await silo.InsertAsync("moved-raised", start.AddMinutes(9));
        await silo.StartAsync();
        await silo.ArmedAsync("moved-not-raised");
        await silo.ArmedAsync("moved-raised");

        await silo.MoveAsync("moved-not-raised", start.AddMinutes(7), raise: 0);
        await silo.MoveAsync("moved-raised", start.AddMinutes(7), raise: 1);
        await silo.RefreshAsync();
        await silo.ArmedAsync("moved-raised");
        await silo.AdvanceToAsync(start.AddMinutes(7));
        Assert.Equal(start.AddMinutes(7), await silo.TickedAsync("moved-raised"));

        await silo.AdvanceToAsync(start.AddMinutes(9));
        Assert.Equal(start.AddMinutes(9), await silo.TickedAsync("moved-not-raised"));
    }
}
