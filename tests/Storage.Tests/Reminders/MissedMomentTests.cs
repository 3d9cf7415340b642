namespace Grid.Storage.Tests.Reminders;

/// <summary>
/// When the stock service, configured as the register's, calls for rows whose moment it did not wait for: at the next start + n periods, never at once and never not at all.
/// That is why the period is short.
/// </summary>
public sealed class MissedMomentTests
{
    [Fact]
    public async Task A_row_past_when_it_is_loaded_ticks_at_its_next_period_and_again_until_it_is_moved()
    {
        await using var silo = await ClockedSilo.CreateAsync();
        var start = silo.Now;
        var soon = start.AddMinutes(2) - ClockedSilo.Period;
        var late = start.AddMinutes(14).AddDays(-3);
        var just = start.AddSeconds(-1);
        await silo.InsertAsync("missed-soon", soon);
        await silo.InsertAsync("missed-late", late);
        await silo.InsertAsync("missed-just", just);
        await silo.StartAsync();

        // Within the loading window: waited for at once.
        await silo.ArmedAsync("missed-soon");
        await silo.AdvanceToAsync(soon + ClockedSilo.Period);
        Assert.Equal(soon + ClockedSilo.Period, await silo.TickedAsync("missed-soon"));

        // Outside it: loaded by a later refresh, in time for the same moment.
        await silo.RefreshAsync();
        await silo.ArmedAsync("missed-late");
        await silo.ArmedAsync("missed-just");
        await silo.AdvanceToAsync(start.AddMinutes(14));
        Assert.Equal(start.AddMinutes(14), await silo.TickedAsync("missed-late"));
        await silo.AdvanceToAsync(just + ClockedSilo.Period);
        Assert.Equal(just + ClockedSilo.Period, await silo.TickedAsync("missed-just"));

        // Nobody moved the row: it ticks again.
        await silo.ArmedAsync("missed-soon");
        await silo.AdvanceToAsync(soon + (2 * ClockedSilo.Period));
        Assert.Equal(soon + (2 * ClockedSilo.Period), await silo.TickedAsync("missed-soon"));
    }

    [Fact]
    public async Task A_row_written_between_two_refreshes_and_due_before_the_next_ticks_one_period_late()
    {
        await using var silo = await ClockedSilo.CreateAsync();
        await silo.StartAsync();
        await silo.RefreshAsync(); // A silo that starts may read its range once more than its clock says.
        var due = silo.Now.AddMinutes(1);
        await silo.InsertAsync("missed-between", due);
        await silo.AdvanceToAsync(due);

        // The next refresh finds the coming moment outside its window, the one after it inside.
        await silo.RefreshAsync();
        await silo.RefreshAsync();
        await silo.ArmedAsync("missed-between");
        await silo.AdvanceToAsync(due + ClockedSilo.Period);

        Assert.Equal(due + ClockedSilo.Period, await silo.TickedAsync("missed-between"));
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
