using System.Diagnostics.Metrics;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Access;

namespace Grid.Api.Access;

/// <summary>Counts denials, and calls over a limit. Both are on alerts, so each series begins at 0 and not with its first event.</summary>
internal sealed class AccessMetrics : IDisposable
{
    private static readonly AccessOutcome[] NoDenials = [AccessOutcome.Shown, AccessOutcome.SignedIn, AccessOutcome.SignedOut];

    private readonly Meter meter = new("Grid.Access");
    private readonly Counter<long> denied;
    private readonly Counter<long> limited;

    public AccessMetrics()
    {
        denied = meter.CreateCounter<long>("grid.access.denied", null, "Requests that were denied, by outcome.");
        limited = meter.CreateCounter<long>("grid.access.limited", null, "Calls of readers who had reached the hour's limit, by kind.");
    }

    /// <summary>Shows every series with 0; once the process is measured.</summary>
    public void Announce()
    {
        foreach (var outcome in Enum.GetValues<AccessOutcome>().Except(NoDenials))
            denied.Add(0, Outcome(outcome));
        foreach (var call in Enum.GetValues<CountedCall>())
            limited.Add(0, Kind(call));
    }

    public void Denied(AccessOutcome outcome)
    {
        if (!NoDenials.Contains(outcome))
            denied.Add(1, Outcome(outcome));
    }

    public void Limited(CountedCall call) => limited.Add(1, Kind(call));

    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Outcome(AccessOutcome outcome) => new("outcome", EnumName.Of(outcome));

    private static KeyValuePair<string, object?> Kind(CountedCall call) => new("kind", EnumName.Of(call));
}
