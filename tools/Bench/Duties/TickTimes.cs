using System.Collections.Concurrent;
using System.Diagnostics;
using Grid.Grains.Persons;

namespace Grid.Bench.Duties;

/// <summary>When the tick of each person was done, committed and all; from the activities of the grain.</summary>
internal sealed class TickTimes : IDisposable
{
    private readonly ConcurrentQueue<(string Person, DateTimeOffset Done)> done = new();
    private readonly ActivityListener listener;

    public TickTimes(TimeProvider clock)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PersonDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == "Tick" && activity.GetTagItem("grid.person") is string person)
                    done.Enqueue((person, clock.GetUtcNow()));
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public int Count => done.Count;

    public IReadOnlyList<(string Person, DateTimeOffset Done)> All => [.. done];

    public void Dispose() => listener.Dispose();
}
