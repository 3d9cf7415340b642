using System.Diagnostics;

namespace Grid.Silo.Telemetry;

/// <summary>
/// Takes from callers, and hands on to grains, platform and gateway, the identifiers of trace and span and nothing else: baggage and trace
/// state are free text, in which a caller could send anything through the register to others. So is a <c>traceparent</c> that is none, or the
/// older <c>Request-Id</c>: .NET would take them as the name of the request's span, which log lines show where scopes are switched on, and the
/// access log would have no trace.
/// </summary>
internal sealed class TraceOnlyPropagator : DistributedContextPropagator
{
    private const string TraceParent = "traceparent";

    private readonly DistributedContextPropagator inner = CreateDefaultPropagator();

    public override IReadOnlyCollection<string> Fields { get; } = [TraceParent];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (activity is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
            setter?.Invoke(carrier, TraceParent, id);
    }

    public override void ExtractTraceIdAndState(
        object? carrier,
        PropagatorGetterCallback? getter,
        out string? traceId,
        out string? traceState
    )
    {
        inner.ExtractTraceIdAndState(carrier, getter, out var given, out _);
        traceId = TraceParentText.IsOne(given) ? given : null;
        traceState = null;
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
