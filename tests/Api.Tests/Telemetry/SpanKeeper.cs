using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace Grid.Api.Tests.Telemetry;

/// <summary>Keeps each span that would be exported, after all that is done to it.</summary>
public sealed class SpanKeeper : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> spans = new();

    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. spans.Where(span => span.TraceId == trace)];

    public IReadOnlyList<Activity> All() => [.. spans];

    public override void OnEnd(Activity data)
    {
        if (data.Recorded)
            spans.Enqueue(data);
    }
}
