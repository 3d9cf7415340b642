using System.Collections.Concurrent;
using Yarp.ReverseProxy.Model;

namespace Grid.Proxy.Repeating;

/// <summary>The attempts in progress.</summary>
internal sealed class Attempts
{
    private readonly ConcurrentDictionary<Attempt, byte> working = [];

    public Attempt Begin(IReverseProxyFeature proxied, CancellationToken clientGone)
    {
        var attempt = new Attempt(proxied, clientGone);
        working.TryAdd(attempt, 0);
        return attempt;
    }

    public void End(Attempt attempt)
    {
        working.TryRemove(attempt, out _);
        attempt.Dispose();
    }

    /// <summary>Gives up all attempts at a lost process.</summary>
    public void GiveUpAt(DestinationState lost)
    {
        foreach (var attempt in working.Keys.Where(attempt => attempt.Destination?.Model.Config.Address == lost.Model.Config.Address))
            attempt.GiveUp();
    }
}
