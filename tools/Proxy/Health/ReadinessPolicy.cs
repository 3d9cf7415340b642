using System.Collections.Concurrent;
using Grid.Proxy.Repeating;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Grid.Proxy.Health;

/// <summary>
/// Who gets requests: the processes that say they are ready. One that says it is not (it stops, it has no database) gets no new ones and
/// finishes those it has. One that is silent twice in a row, or whose port is closed, is lost: its requests are aborted and repeated
/// elsewhere where that is safe.
/// </summary>
internal sealed class ReadinessPolicy(IDestinationHealthUpdater health, Attempts attempts) : IActiveHealthCheckPolicy
{
    public const string PolicyName = "Readiness";

    private const int SilencesOfALostOne = 2;

    private readonly ConcurrentDictionary<DestinationState, int> silences = [];

    public string Name => PolicyName;

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults) =>
        health.SetActive(cluster, [.. probingResults.Select(result => new NewActiveDestinationHealth(result.Destination, Judge(result)))]);

    private DestinationHealth Judge(DestinationProbingResult result)
    {
        if (result.Response is { } answer)
        {
            silences[result.Destination] = 0;
            return answer.IsSuccessStatusCode ? DestinationHealth.Healthy : DestinationHealth.Unhealthy;
        }

        var isClosed = result.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
        var silent = silences.AddOrUpdate(result.Destination, 1, static (_, before) => before + 1);
        if (!isClosed && silent < SilencesOfALostOne)
            return result.Destination.Health.Active;
        attempts.GiveUpAt(result.Destination);
        return DestinationHealth.Unhealthy;
    }
}
