using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Grid.Storage.Tests.Orleans;

[Collection(SharedSilo.Name)]
public sealed class StockReminderTests(OrleansSilo silo)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task A_grain_registers_reads_moves_and_removes_reminders()
    {
        const string Version = "SELECT version FROM reminder WHERE grain_id = 'probe/stock' AND name = 'b'";
        var probe = silo.Grains.GetGrain<IProbeGrain>("stock");
        await probe.Remind("b", TimeSpan.FromDays(3), TimeSpan.FromDays(40));
        await probe.Remind("a", TimeSpan.FromDays(3), Quarter);
        Assert.Equal(["a", "b"], await probe.Reminders());
        var version = await DatabaseCommands.ScalarAsync<int>(silo.Database.OwnerConnectionString, Version);

        await probe.Remind("b", TimeSpan.FromDays(4), TimeSpan.FromDays(41));

        Assert.Equal(version + 1, await DatabaseCommands.ScalarAsync<int>(silo.Database.OwnerConnectionString, Version));
        Assert.True(
            await DatabaseCommands.ScalarAsync<bool>(
                silo.Database.OwnerConnectionString,
                $"SELECT start_time - grid_now() BETWEEN '3.9 days' AND '4.1 days' AND period_ms = {41L * 24 * 60 * 60 * 1000} AND service_id = '{OrleansSilo.ServiceId}' FROM reminder WHERE grain_id = 'probe/stock' AND name = 'b'"
            )
        );
        Assert.True(await probe.Forget("b"));
        Assert.False(await probe.Forget("b"));
        Assert.Equal(["a"], await probe.Reminders());
    }

    [Fact]
    public async Task A_registered_reminder_ticks_and_ticks_again()
    {
        await silo.Grains.GetGrain<IProbeGrain>("ticks").Remind("often", TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(300));
        var first = await silo.Board.NextAsync("ticks", "often");
        var second = await silo.Board.NextAsync("ticks", "often");
        Assert.Equal(first.FirstTickTime, second.FirstTickTime);
        Assert.True(await silo.Grains.GetGrain<IProbeGrain>("ticks").Forget("often"));
    }

    [Fact]
    public async Task A_row_that_sql_wrote_ticks_at_its_moment_on_both_clocks()
    {
        await InsertAsync("sql", "grid_now() + interval '3 seconds'", Quarter);

        var status = await silo.Board.NextAsync("sql", "duty");

        var start = await DatabaseCommands.ScalarAsync<DateTime>(
            silo.Database.OwnerConnectionString,
            "SELECT start_time FROM reminder WHERE grain_id = 'probe/sql'"
        );
        Assert.Equal(start, status.FirstTickTime, TimeSpan.FromMilliseconds(1));
        Assert.InRange(status.CurrentTickTime, start, start.AddSeconds(20));
    }

    [Fact]
    public async Task A_row_that_sql_moved_with_a_raised_version_ticks_at_its_new_moment()
    {
        // Loaded by the silo with the first refreshes, as it starts within the loading window.
        await InsertAsync("moved", "grid_now() + interval '9 minutes'", Quarter);
        await InsertAsync("moved-mark", "grid_now() + interval '1 second'", Quarter);
        await silo.Board.NextAsync("moved-mark", "duty");

        await DatabaseCommands.ExecuteAsync(
            silo.Database.ApplicationConnectionString,
            "UPDATE reminder SET start_time = grid_now() + interval '3 seconds', version = version + 1 WHERE grain_id = 'probe/moved'"
        );

        var status = await silo.Board.NextAsync("moved", "duty");
        Assert.Equal(
            await DatabaseCommands.ScalarAsync<DateTime>(
                silo.Database.OwnerConnectionString,
                "SELECT start_time FROM reminder WHERE grain_id = 'probe/moved'"
            ),
            status.FirstTickTime,
            TimeSpan.FromMilliseconds(1)
        );
    }

    [Fact]
    public async Task A_row_already_past_ticks_within_seconds_and_not_a_period_later()
    {
        var before = await DatabaseCommands.ScalarAsync<DateTime>(silo.Database.OwnerConnectionString, "SELECT grid_now()");
        await InsertAsync("past", "grid_now() - interval '3 days'", Quarter);

        var status = await silo.Board.NextAsync("past", "duty");

        Assert.InRange(status.CurrentTickTime, before, before.AddSeconds(60));
        await DatabaseCommands.ExecuteAsync(
            silo.Database.ApplicationConnectionString,
            "DELETE FROM reminder WHERE grain_id = 'probe/past'"
        );
    }

    [Fact]
    public async Task The_reminder_table_keeps_the_providers_contract()
    {
        var table = silo.Services.GetRequiredService<IReminderTable>();
        var grain = silo.Grains.GetGrain<IProbeGrain>("contract").GetGrainId();
        var entry = new ReminderEntry
        {
            GrainId = grain,
            ReminderName = "x",
            StartAt = DateTime.UnixEpoch.AddYears(90),
            Period = Quarter,
        };
        var first = await table.UpsertRow(entry, Stop);
        var second = await table.UpsertRow(entry, Stop);

        Assert.NotEqual(first, second);
        Assert.Equal(second, (await table.ReadRow(grain, "x", Stop))!.ETag);
        Assert.Null(await table.ReadRow(grain, "y", Stop));
        Assert.Equal("x", Assert.Single((await table.ReadRows(grain, Stop)).Reminders).ReminderName);
        Assert.False(await table.RemoveRow(grain, "x", first!, Stop));
        Assert.False(await table.RemoveRow(grain, "y", second!, Stop));
        Assert.True(await table.RemoveRow(grain, "x", second!, Stop));
        Assert.Empty((await table.ReadRows(grain, Stop)).Reminders);
        var third = await table.UpsertRow(entry, Stop);
        Assert.NotEqual(first, third);
        Assert.True(await table.RemoveRow(grain, "x", third!, Stop));
    }

    [Fact]
    public async Task A_range_has_its_end_and_not_its_begin()
    {
        var table = silo.Services.GetRequiredService<IReminderTable>();
        var grain = silo.Grains.GetGrain<IProbeGrain>("edge").GetGrainId();
        await table.UpsertRow(
            new ReminderEntry
            {
                GrainId = grain,
                ReminderName = "x",
                StartAt = DateTime.UnixEpoch,
                Period = Quarter,
            },
            Stop
        );
        var hash = grain.GetUniformHashCode();

        Assert.True(await IsInAsync(hash - 1, hash));
        Assert.False(await IsInAsync(hash, hash + 1));
        Assert.True(await IsInAsync(hash, hash));
        Assert.True(await IsInAsync(hash + 1, hash));
        Assert.False(await IsInAsync(hash, hash - 1));
        Assert.True(await table.RemoveRow(grain, "x", (await table.ReadRow(grain, "x", Stop))!.ETag!, Stop));

        async Task<bool> IsInAsync(uint begin, uint end) =>
            (await table.ReadRows(begin, end, Stop)).Reminders.Any(reminder => reminder.GrainId == grain);
    }

    private Task InsertAsync(string key, string start, TimeSpan period)
    {
        var grain = silo.Grains.GetGrain<IProbeGrain>(key).GetGrainId();
        return DatabaseCommands.ExecuteAsync(
            silo.Database.ApplicationConnectionString,
            $"INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash) VALUES ($1, $2, 'duty', {start}, $3, $4)",
            OrleansSilo.ServiceId,
            grain.ToString(),
            (long)period.TotalMilliseconds,
            unchecked((int)grain.GetUniformHashCode())
        );
    }
}
