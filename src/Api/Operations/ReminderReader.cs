using Grid.Grains.Interfaces.Operations;

namespace Grid.Api.Operations;

/// <summary>Reads how many reminders are near; a night's many are counted at most every few seconds.</summary>
internal sealed class ReminderReader(ICluster cluster, TimeProvider clock)
{
    private readonly CachedAnswer<string, RemindersView> kept = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), clock);

    public Task<RemindersView> ReadAsync(CancellationToken cancelled) =>
        kept.GetAsync("", async () =>
            {
                var now = clock.GetUtcNow();
                return RemindersView.Of(await cluster.RemindersAsync(now, CancellationToken.None), now);
            })
            .WaitAsync(cancelled);
}
