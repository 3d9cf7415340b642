using System.Diagnostics.Metrics;
using Grid.Grains.Interfaces.Operations;
using Grid.Grains.Persons;

namespace Grid.Silo.Operations;

/// <summary>Listens to the meters of this process and sums what they measure between two reports.</summary>
internal sealed class SiloMeters : IDisposable
{
    private const string Storage = "Grid.Storage";
    private const string Orleans = "Microsoft.Orleans";
    private const string CallCount = "orleans-app-requests-latency-count";
    private const string CallTime = "orleans-app-requests-latency-sum";
    private const string CallsTimedOut = "orleans-app-requests-timedout";
    private const string Ticks = "grid.person.ticks";

    private readonly MeterListener listener = new();
    private readonly Lock turn = new();
    private readonly Dictionary<string, Queue> queues = new(StringComparer.Ordinal);

    /// <summary>By instrument: what was added since the last report.</summary>
    private readonly Dictionary<string, double> added = new(StringComparer.Ordinal);

    /// <summary>By instrument: the values of observed counters now, and at the last report.</summary>
    private readonly Dictionary<string, double> observed = new(StringComparer.Ordinal);
    private Dictionary<string, double> before = new(StringComparer.Ordinal);

    public SiloMeters()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (
                instrument.Meter.Name == Storage
                || (instrument.Meter.Name == PersonDiagnostics.Name && instrument.Name is Ticks or PersonDiagnostics.TurnedAwayName)
                || (instrument.Meter.Name == Orleans && instrument.Name is CallCount or CallTime or CallsTimedOut)
            )
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
    }

    /// <summary>The measurements since the previous call, and the time between the two.</summary>
    public (CallFigures Calls, IReadOnlyList<QueueFigures> Queues, double TicksPerSecond, double TurnedAwayPerSecond) Read(TimeSpan since)
    {
        lock (turn)
        {
            observed.Clear();
            foreach (var queue in queues.Values)
                queue.Waiting = 0;
        }

        listener.RecordObservableInstruments();
        lock (turn)
        {
            var seconds = Math.Max(since.TotalSeconds, 0.001);
            var calls = Since(CallCount);
            var figures = new CallFigures(
                Round(calls / seconds),
                calls > 0 ? Round(Since(CallTime) / calls) : null,
                Round(Added(CallsTimedOut) / seconds)
            );
            var answer = (
                figures,
                (IReadOnlyList<QueueFigures>)
                    [
                        .. queues
                            .OrderBy(queue => queue.Key, StringComparer.Ordinal)
                            .Select(queue => queue.Value.Figures(queue.Key, seconds)),
                    ],
                Round(Added(Ticks) / seconds),
                Round(Added(PersonDiagnostics.TurnedAwayName) / seconds)
            );
            foreach (var queue in queues.Values)
                queue.Clear();

            added.Clear();
            before = new Dictionary<string, double>(observed, StringComparer.Ordinal);
            return answer;
        }
    }

    public void Dispose() => listener.Dispose();

    private static double Round(double value) => Math.Round(value, 3);

    private double Since(string name) => Math.Max(0, observed.GetValueOrDefault(name) - before.GetValueOrDefault(name));

    private double Added(string name) => added.GetValueOrDefault(name) + Since(name);

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (turn)
        {
            if (instrument.Meter.Name != Storage)
            {
                var sums = instrument.IsObservable ? observed : added;
                sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;
                return;
            }

            foreach (var tag in tags)
            {
                if (tag is { Key: "queue", Value: string name })
                {
                    if (!queues.TryGetValue(name, out var queue))
                        queues.Add(name, queue = new Queue());

                    queue.Take(instrument.Name, value);
                }
            }
        }
    }

    private sealed class Queue
    {
        private long groups;
        private double items;
        private double largest;
        private double seconds;
        private long timed;

        public double Waiting { get; set; }

        public void Take(string instrument, double value)
        {
            switch (instrument)
            {
                case "grid.storage.group.size":
                    groups++;
                    items += value;
                    largest = Math.Max(largest, value);
                    break;
                case "grid.storage.group.duration":
                    timed++;
                    seconds += value;
                    break;
                case "grid.storage.queue.length":
                    Waiting += value;
                    break;
            }
        }

        public QueueFigures Figures(string name, double during) =>
            new(
                name,
                Round(groups / during),
                groups > 0 ? Round(items / groups) : null,
                groups > 0 ? (long)largest : null,
                timed > 0 ? Round(seconds / timed * 1000) : null,
                (long)Waiting
            );

        public void Clear() => (groups, items, largest, seconds, timed) = (0, 0, 0, 0, 0);
    }
}
