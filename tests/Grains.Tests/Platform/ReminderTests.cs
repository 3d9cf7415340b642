using Grid.Grains.Tests.Counting;
using Grid.Testing;

namespace Grid.Grains.Tests.Platform;

/// <summary>Without the watch, the sync's own reminder restarts it after a crash.</summary>
public sealed class ReminderTests(UnwatchedCluster cluster) : IClassFixture<UnwatchedCluster>
{
    [Fact]
    public async Task The_reminder_alone_brings_the_sync_back_after_its_silo_was_killed()
    {
        var test = TestContext.Current.CancellationToken;
        Assert.Null(await cluster.Management().GetActivationAddress(cluster.Sync, test));
        await cluster.Sync.Watch();
        Assert.Equal(1, await cluster.ScalarAsync<long>("SELECT count(*) FROM reminder WHERE grain_id = 'platform/36' AND name = 'sync'"));
        await cluster.RegisterAndHireAsync(2);
        await cluster.DrainedAsync();

        var silo = await cluster.Management().GetActivationAddress(cluster.Sync, test);
        await cluster.ReplaceAsync(silo);
        await cluster.OthersAnswerAsync();
        await cluster.RegisterAndHireAsync(2);
        Assert.Null(await cluster.Management().GetActivationAddress(cluster.Sync, test));
        Assert.Equal(6, await cluster.ScalarAsync<long>("SELECT count(*) FROM platform_item"));

        await Wait.UntilAsync(
            async () =>
            {
                await cluster.AdvanceAsync(TimeSpan.FromMinutes(5));
                return await cluster.Management().GetActivationAddress(cluster.Sync, test) is not null;
            },
            "the reminder brings it back"
        );
        await cluster.DrainedAsync();
        await cluster.AgreesAsync();
    }
}
