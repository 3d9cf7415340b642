using System.Diagnostics;

namespace Grid.Grains.Tests.Platform;

/// <summary>Waits for what needs several attempts of a platform that fails.</summary>
internal static class Patiently
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task True(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(started.Elapsed < Patience, $"Not within {Patience.TotalSeconds} s: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }
}
