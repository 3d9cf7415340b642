using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Grid.Storage.Tests.Orleans;

/// <summary>Where ticks are seen by tests, by grain key and name of the reminder.</summary>
public sealed class TickBoard
{
    private readonly ConcurrentDictionary<(string Key, string Name), Channel<TickStatus>> ticks = new();

    public void Tick(string key, string name, TickStatus status) => Of(key, name).Writer.TryWrite(status);

    /// <summary>The next tick; fails after three minutes without one.</summary>
    public async Task<TickStatus> NextAsync(string key, string name) =>
        await Of(key, name)
            .Reader.ReadAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);

    private Channel<TickStatus> Of(string key, string name) => ticks.GetOrAdd((key, name), _ => Channel.CreateUnbounded<TickStatus>());
}
