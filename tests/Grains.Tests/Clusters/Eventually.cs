using System.Diagnostics;

namespace Grid.Grains.Tests.Clusters;

/// <summary>Waits for what happens in the background of a cluster.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Asks until the answer is yes; fails the test when it is not within three minutes, which only a starved machine needs.</summary>
    public static async Task True(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(started.Elapsed < Patience, $"Not within {Patience.TotalMinutes} min: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }
}
