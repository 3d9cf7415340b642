using System.Diagnostics;
using Grid.LoadGenerator.Measuring;

namespace Grid.Bench.Writes;

/// <summary>Runs rounds.</summary>
/// <param name="callers">Callers at once.</param>
/// <param name="clock">Measures.</param>
/// <param name="firstNumber">The number of each way's first write; those below were taken for warming up.</param>
internal sealed class Rounds(int callers, TimeProvider clock, long firstNumber)
{
    private readonly Dictionary<string, long> next = new(StringComparer.Ordinal);

    /// <summary>One round: the callers write, each as soon as it has its answer, for that long.</summary>
    public async Task<Round> RunAsync(IWriteMethod method, TimeSpan duration, CancellationToken cancelled)
    {
        var latencies = new Latencies();
        var number = next.GetValueOrDefault(method.Name, firstNumber) - 1;
        using var process = Process.GetCurrentProcess();
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        var cpu = process.TotalProcessorTime;
        var start = clock.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync, cancelled)));
        var took = clock.GetElapsedTime(start);
        process.Refresh();
        next[method.Name] = number + 1;
        return new Round(
            method.Name,
            latencies.Count,
            latencies.Count / took.TotalSeconds,
            latencies.Milliseconds(0.5),
            latencies.Milliseconds(0.99),
            (process.TotalProcessorTime - cpu).TotalMicroseconds / Math.Max(1, latencies.Count),
            (GC.GetTotalAllocatedBytes() - allocated) / Math.Max(1, latencies.Count)
        );

        async Task CallAsync()
        {
            while (clock.GetElapsedTime(start) < duration && !cancelled.IsCancellationRequested)
            {
                var began = clock.GetTimestamp();
                await method.WriteAsync(Interlocked.Increment(ref number));
                latencies.Add(clock.GetElapsedTime(began));
            }
        }
    }
}
