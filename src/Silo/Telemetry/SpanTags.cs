using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Grid.Silo.Telemetry;

/// <summary>
/// The last step before spans are exported: leaves what is on the list, and nothing else. Addresses, queries, user agents, texts of
/// statements and of exceptions may hold what an office sent by mistake; routes, methods, statuses and types cannot. What a library adds
/// tomorrow is not on the list either.
/// </summary>
internal sealed class SpanTags : BaseProcessor<Activity>
{
    private const string Ours = "Grid.";

    private static readonly ActivitySource Source = new("Grid.Telemetry");

    private static readonly FrozenSet<string> Kept = FrozenSet.ToFrozenSet([
        "http.request.method",
        "http.route",
        "http.response.status_code",
        "network.protocol.version",
        "url.scheme",
        "server.address",
        "server.port",
        "error.type",
        "db.system.name",
        "db.namespace",
        "db.response.status_code",
        "db.npgsql.data_source",
        "rpc.system",
        "rpc.system.name",
        "rpc.service",
        "rpc.method",
        "orleans.rpc.service",
        "orleans.rpc.target_id",
        "orleans.rpc.source_id",
        "exception.type",
        "exception.escaped",
        "status",
    ]);

    /// <summary>Of a request that came in, what its Host header says; of one that went out, where to.</summary>
    private static readonly FrozenSet<string> OfCaller = FrozenSet.ToFrozenSet(["server.address", "server.port"]);

    public override void OnEnd(Activity data)
    {
        if (!data.Recorded || data.Source.Name.StartsWith(Ours, StringComparison.Ordinal))
            return;
        foreach (var tag in data.TagObjects.Select(tag => tag.Key).Where(tag => !IsKept(tag, data.Kind)).ToArray())
            data.SetTag(tag, null);
        data.SetStatus(data.Status);
        if (data.Events.Any(one => one.Name == "exception"))
            Replace(data);
    }

    private static bool IsKept(string tag, ActivityKind kind) =>
        Kept.Contains(tag) && !(kind == ActivityKind.Server && OfCaller.Contains(tag));

    /// <summary>
    /// Events cannot be taken off a span, and that of an exception has its text: a span without them goes out in its place.
    /// </summary>
    private static void Replace(Activity data)
    {
        data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        if (data.ParentSpanId == default)
            return;
        var parent = new ActivityContext(data.TraceId, data.ParentSpanId, ActivityTraceFlags.Recorded);
        using var plain = Source.StartActivity(
            data.DisplayName,
            data.Kind,
            parent,
            data.TagObjects,
            data.Links,
            new DateTimeOffset(data.StartTimeUtc)
        );
        plain?.SetStatus(data.Status);
        plain?.SetEndTime(data.StartTimeUtc + data.Duration);
    }
}
