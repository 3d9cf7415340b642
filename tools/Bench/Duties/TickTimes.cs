using System.Collections.Concurrent;
using System.Diagnostics;
using Grid.Grains.Persons;

namespace Grid.Bench.Duties;

/// <summary>When the tick of each person was done, committed and all; from the activities of the grain.</summary>
internal sealed class TickTimes : IDisposable
{
    private readonly ConcurrentQueue<(string Person, DateTimeOffset Done)> _done = new();
    private readonly ActivityListener _listener;

    public TickTimes(TimeProvider clock)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PersonDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == "Tick" && activity.GetTagItem("grid.person") is string person)
                    _done.Enqueue((person, clock.GetUtcNow()));
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int Count => _done.Count;

    public IReadOnlyList<(string Person, DateTimeOffset Done)> All => [.. _done];

    public void Dispose() => _listener.Dispose();
}
